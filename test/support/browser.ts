import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

/** Where a system browser usually stands. */
const executables = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of this machine; undefined when there is none, so that a suite can skip and say so. */
export const browserPath = executables.find((path) => existsSync(path));

/** Quiet, and on its own: no update, no sync, nothing beyond the pages under test. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface TestBrowser {
  context: BrowserContext;
  /** A new page that remembers what the browser complained about. */
  open(): Promise<WatchedPage>;
  close(): Promise<void>;
}

export interface WatchedPage {
  page: Page;
  /** Console errors, uncaught exceptions, and requests that left this machine. */
  complaints: string[];
}

/** Starts a browser with an empty profile. */
export async function startBrowser(options: {
  width: number;
  height: number;
  javaScript?: boolean;
}): Promise<TestBrowser> {
  if (browserPath === undefined) throw new Error("No browser found");
  const profile = await mkdtemp(join(tmpdir(), "duijie-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath,
    headless: true,
    args: flags,
    viewport: { width: options.width, height: options.height },
    javaScriptEnabled: options.javaScript ?? true,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  return {
    context,
    open: () => openWatched(context),
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function openWatched(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") complaints.push(`left this machine: ${request.url()}`);
  });
  return { page, complaints };
}
