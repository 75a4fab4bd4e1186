import { gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { canaries, hostileTitle } from "./sample-records.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

/** axe takes some seconds a page on a busy machine. */
const axeTimeoutMs = 300_000;

/** Bytes over the wire of a first visit, compressed. */
const firstVisitBytes = 150 * 1024;

describe.skipIf(browserPath === undefined)("every page", () => {
  let app: RunningApp;
  let wide: TestBrowser;
  let narrow: TestBrowser;
  let paths: string[];

  beforeAll(async () => {
    app = await startApp();
    wide = await startBrowser({ width: 1440, height: 900 });
    narrow = await startBrowser({ width: 360, height: 740 });
    await signIn(app, (await wide.open()).page, "staff");
    await signIn(app, (await narrow.open()).page, "staff");
    const id = (number: string) => app.ids.get(number)!;
    paths = [
      "/",
      "/search",
      `/search?q=${encodeURIComponent("耐蚀涂层")}`,
      `/search?q=${encodeURIComponent("耐蚀涂层")}&kind=achievement&region=330300&organization=${encodeURIComponent("某材料研究院")}`,
      "/search?q=qqqqzzzz",
      `/search?q=${encodeURIComponent(hostileTitle)}`,
      `/needs/${id("N1")}`,
      `/needs/${id("N1")}?saved=new`,
      `/needs/${id("N3")}`,
      `/experts/${id("E1")}`,
      `/experts/${id("E3")}`,
      `/achievements/${id("C1")}`,
      `/achievements/${id("A1")}`,
      `/needs/${id("N1")}/matches`,
      `/needs/${id("N1")}/matches?target=achievements`,
      `/needs/${id("N2")}/matches`,
      `/needs/${id("N3")}/matches`,
      `/experts/${id("E1")}/matches`,
      `/achievements/${id("C1")}/matches`,
      `/needs/${id("N1")}/matches/experts/${id("E1")}`,
      "/searches",
      "/needs/new",
      "/needs/mine",
      "/experts/mine",
      "/experts/mine?confirmed=due",
      "/achievements/mine?incomplete=yes",
      `/needs/${id("N1")}/edit`,
      `/needs/${id("N3")}/edit`,
      "/tasks",
      "/statistics",
      "/statistics/records?kind=expert&field=none",
      "/statistics/pairs?target=achievement&band=3",
      "/help",
      "/help/staff",
      "/nothing",
    ];
  });
  afterAll(async () => {
    await wide?.close();
    await narrow?.close();
    await app?.stop();
  });

  /** Visits every page in one tab; what the browser says of a 404 page's own status is no complaint. */
  async function visit(browser: TestBrowser, look: (page: Page, path: string) => Promise<void>): Promise<void> {
    const { page, complaints } = await browser.open();
    for (const path of paths) {
      await page.goto(app.url + path);
      await look(page, path);
      expect([
        path,
        complaints.splice(0).filter((complaint) => path !== "/nothing" || !complaint.includes("404")),
      ]).toEqual([path, []]);
    }
    await page.close();
  }

  it(
    "has no serious accessibility fault, and the browser has no complaint",
    async () => {
      await visit(wide, async (page, path) => expect([path, await seriousFaults(page)]).toEqual([path, []]));
    },
    axeTimeoutMs,
  );

  it(
    "has no serious accessibility fault on a phone",
    async () => {
      const { page } = await narrow.open();
      for (const path of ["/", paths[2]!, paths[3]!, paths[6]!, paths[13]!, "/needs/new"]) {
        await page.goto(app.url + path);
        expect([path, await seriousFaults(page)]).toEqual([path, []]);
      }
    },
    axeTimeoutMs,
  );

  it("does not scroll sideways at 360 px, and has touch targets of 44 px", async () => {
    await visit(narrow, async (page, path) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([path, width]).toEqual([path, 360]);
      const small = await page
        .locator(
          "button:visible:not(.visually-hidden), a.btn:visible, .site-nav a:visible, .form-control:visible, .form-select:visible, .tabs a:visible, .facet-value:visible",
        )
        .evaluateAll((elements) =>
          elements
            .filter((element) => element.getBoundingClientRect().height < 43.5)
            .map((element) => element.outerHTML.slice(0, 120)),
        );
      expect([path, small]).toEqual([path, []]);
    });
  });

  it("shows no contact, and hostile text literally", async () => {
    await visit(wide, async (page, path) => {
      const source = await page.content();
      for (const canary of canaries) expect([path, source.includes(canary)]).toEqual([path, false]);
      expect([path, await page.locator("img[src=x], main script").count()]).toEqual([path, 0]);
    });
    const { page } = await wide.open();
    await page.goto(`${app.url}/needs/${app.ids.get("N3")}`);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain(hostileTitle);
    expect(await page.title()).toContain(hostileTitle);
  });

  it("has one first heading, a title and a main region", async () => {
    await visit(wide, async (page, path) => {
      expect([path, await page.locator("h1").count(), await page.locator("main").count()]).toEqual([path, 1, 1]);
      expect(await page.title()).toMatch(/ · 对接通$/);
    });
  });

  it("keeps its layout while loading", async () => {
    const { page } = await wide.open();
    for (const path of ["/", paths[2]!, paths[13]!, "/needs/new"]) {
      await page.goto(app.url + path);
      const shift = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
            }).observe({ type: "layout-shift", buffered: true });
            setTimeout(() => resolve(sum), 300);
          }),
      );
      expect([path, shift < 0.01 ? "still" : shift]).toEqual([path, "still"]);
    }
  });

  it("weighs little on a first visit", async () => {
    const compressed = async (path: string) =>
      gzipSync(new Uint8Array(await (await fetch(app.url + path)).arrayBuffer())).byteLength;
    const files = ["/", "/assets/app.css", "/assets/icon.svg", "/assets/search-suggest.js", "/assets/slow-search.js"];
    const sizes = await Promise.all(files.map(compressed));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(firstVisitBytes);
    expect((await fetch(`${app.url}/assets/app.css`)).headers.get("content-encoding")).toBe("gzip");
  });
});

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
