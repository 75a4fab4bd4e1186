import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeSheet } from "../../src/app/match-list/change-sheet.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getRecord } from "../../src/app/record/get-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const run = promisify(execFile);
const longMs = 240_000;
const tools = ["/usr/bin/pdftotext", "/usr/bin/pdftoppm", "/usr/bin/pdfinfo"];
const hasPoppler = tools.every((path) => existsSync(path));
const hasOffice = existsSync("/usr/bin/soffice");
const missing = [...(hasPoppler ? [] : ["poppler-utils"]), ...(hasOffice ? [] : ["libreoffice-writer-nogui"])];
if (missing.length > 0) console.log(`SKIPPED e2e-paper install ${missing.join(" and ")} to check PDF and Word files`);

/** A description of ten thousand characters in numbered lines, so that a lost line is missed. */
const lines = Array.from(
  { length: 250 },
  (_, at) => `第${at + 1}行：电镀废水中络合镍加碱沉不下来，换过破络剂和离子交换都不达标，求助。`,
);
const longText = lines.join("\n");
/** From two to twelve characters. */
const experts = ["王芳", "欧阳修远", "阿卜杜热西提买买提江阿布"];
/** More than a page holds. */
const candidates = 60;

describe.skipIf(browserPath === undefined || missing.length > 0)("documents on paper", () => {
  let app: RunningApp;
  let browser: TestBrowser;
  let page: Page;
  let list = "";
  let firstExpert = "";
  let directory = "";

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "duijie-paper-"));
    [app, browser] = await Promise.all([startApp(), startBrowser({ width: 1440, height: 900 })]);
    const content = { title: "络合镍废水", description: longText, organizationName: "某电镀企业" };
    const { id } = await createRecord({ ctx: app.ctx, kind: "need", input: { content, number: "L1" } });
    const { ctx } = app;
    const made = await createList({ ctx, input: { title: "春季对接会", note: "" } });
    await setNeeds({ ctx, listId: made.id, input: { add: [id, app.ids.get("N1")!, app.ids.get("N3")!] } });
    for (let n = 0; n < candidates; n += 1) {
      const name = experts[n] ?? `专家${n}`;
      const profile = { name, organizationName: "某理工大学", bio: "电镀废水破络，络合镍，离子交换" };
      const target = {
        kind: "expert",
        id: (await createRecord({ ctx, kind: "expert", input: { content: profile } })).id,
      };
      if (n === 0) firstExpert = target.id;
      await changeSheet({ ctx, listId: made.id, needId: id, ifVersion: n, input: { action: "include", target } });
    }
    await app.drain();
    page = (await browser.open()).page;
    await signIn(app, page, "staff");
    list = `${app.url}/lists/${made.id}`;
  }, longMs);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  /** Makes a document by its form; the browser then shows it. */
  async function make(kind: string, audience: string, fill: Record<string, string> = {}): Promise<string> {
    await page.goto(`${list}/paper`);
    await page.selectOption(`#${kind}-number`, "");
    await page.selectOption(`#${kind}-audience`, audience);
    if (kind === "notice") await page.locator("section[aria-labelledby=notice-title] summary").click();
    for (const [id, value] of Object.entries(fill)) await page.fill(`#${id}`, value);
    await page.fill(`#${kind}-reason`, "参会资料");
    await page.locator(`section[aria-labelledby=${kind}-title] button[type=submit]`).click();
    await page.waitForURL(/\/printouts\//);
    return page.url();
  }

  /** The pages of the shown document as text. */
  async function printed(name: string): Promise<string[]> {
    const file = join(directory, `${name}.pdf`);
    await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
    return pagesOf(file);
  }

  async function pagesOf(file: string): Promise<string[]> {
    const { stdout: info } = await run("pdfinfo", [file]);
    expect(info).toMatch(/Page size:\s+59[45][.\d]* x 84[12][.\d]* pts/);
    const { stdout } = await run("pdftotext", ["-layout", file, "-"], { maxBuffer: 1 << 26 });
    return stdout.split("\f").slice(0, -1);
  }

  const squeezed = (text: string) => text.replaceAll(/\s/g, "");

  /** Share of ink in the outermost millimetres of a page: text cut off at an edge would stand there. */
  async function inkAtEdges(name: string, page: number): Promise<number> {
    const out = join(directory, `${name}-edge`);
    await run("pdftoppm", ["-gray", "-r", "50", "-f", `${page}`, "-singlefile", join(directory, `${name}.pdf`), out]);
    const bytes = await readFile(`${out}.pgm`);
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString("latin1"))!;
    const [width, height, start] = [Number(head[1]), Number(head[2]), head[0].length];
    const margin = 12;
    let dark = 0;
    for (let y = 0; y < height; y += 1)
      for (const x of [...Array(margin).keys(), ...Array.from({ length: margin }, (_, at) => width - 1 - at)])
        if (bytes[start + y * width + x]! < 128) dark += 1;
    return dark;
  }

  it(
    "prints the list: A4, the header of a long table on every page, whole names, nothing at the edges",
    async () => {
      await make("list", "internal");
      const pages = await printed("list");
      const holding = pages.filter((text) => text.includes("专家"));
      expect(holding.length).toBeGreaterThan(1);
      for (const text of holding) expect(text).toContain("推荐理由");
      expect(pages.join("")).toContain("春季对接会对接名单");
      expect(pages.join("")).not.toContain("返回打印与导出");
      expect(experts.filter((name) => !pages.join("\n").includes(name))).toEqual([]);
      for (const [at] of pages.entries()) expect([at, await inkAtEdges("list", at + 1)]).toEqual([at, 0]);
      expect(pages.at(-1)).toMatch(new RegExp(`— ?${pages.length} ?/ ?${pages.length} ?—`));
    },
    longMs,
  );

  it(
    "splits a description of ten thousand characters over pages without losing a line",
    async () => {
      await make("needs", "internal");
      const pages = await printed("needs");
      const said = squeezed(pages.join("").replaceAll(/—\s*\d+\s*\/\s*\d+\s*—/g, ""));
      expect(longText.length).toBeGreaterThan(9_000);
      expect(lines.filter((line) => !said.includes(line))).toEqual([]);
      expect(said).toContain("铝合金表面耐蚀涂层附着力提升");
      expect(pages.length).toBeGreaterThan(4);
      for (const [at] of pages.entries()) expect([at, await inkAtEdges("needs", at + 1)]).toEqual([at, 0]);
    },
    longMs,
  );

  it(
    "writes Word files that LibreOffice opens, with all that is said in them",
    async () => {
      const notice = { issuer: "某某区科学技术局", place: "会议中心" };
      for (const [kind, audience, fill, wanted] of [
        ["needs", "internal", {}, lines],
        [
          "notice",
          "internal",
          notice,
          ["某某区科学技术局", "在会议中心举办", "附件：春季对接会对接名单", "络合镍废水"],
        ],
      ] as const) {
        const url = await make(kind, audience, fill);
        const answer = await page.context().request.get(`${url}/document.docx`);
        expect([kind, answer.status()]).toEqual([kind, 200]);
        const file = join(directory, `${kind}.docx`);
        await writeFile(file, await answer.body());
        const profile = `-env:UserInstallation=file://${directory}/office`;
        await run("soffice", ["--headless", profile, "--convert-to", "pdf", "--outdir", join(directory, "word"), file]);
        const pages = await pagesOf(join(directory, "word", `${kind}.pdf`));
        const said = squeezed(pages.join("").replaceAll(/^\s*—\s*\d+\s*—\s*$/gm, ""));
        expect([kind, wanted.filter((text) => !said.includes(text))]).toEqual([kind, []]);
        if (kind === "notice") expect(pages.filter((text) => text.includes("专家或成果")).length).toBeGreaterThan(1);
      }
    },
    longMs,
  );

  it("tells of each document whether the data changed since, once the page is there", async () => {
    await make("profiles", "internal");
    await page.goto(`${list}/paper`);
    const newest = page.locator(".paper-standings li").first();
    await newest.getByText("与现在的资料一致").waitFor();
    const { version, content } = await getRecord({ ctx: app.ctx, kind: "expert", id: firstExpert });
    const input = { content: { ...content, bio: "改过的简介" } };
    await updateRecord({ ctx: app.ctx, kind: "expert", id: firstExpert, ifVersion: version, input });
    await page.reload();
    await newest.getByText("资料有变化").waitFor();
    expect(await newest.textContent()).toContain("已印出的请注明作废");
    // The older ones are looked at one after the other.
    await expect.poll(() => page.locator(".paper-standings").textContent()).not.toContain("正在核对");
    expect(await page.locator(".paper-standings a[data-unchecked]").count()).toBe(0);
  });

  it(
    "has no serious accessibility fault and no sideways scroll, wide and narrow",
    async () => {
      const document = await make("list", "internal");
      for (const width of [1440, 360]) {
        await page.setViewportSize({ width, height: 900 });
        for (const url of [document, `${list}/paper`, `${app.url}/handbooks`]) {
          await page.goto(url);
          const { violations } = await new AxeBuilder({ page }).analyze();
          const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
          expect([url, width, serious.map(({ id }) => id)]).toEqual([url, width, []]);
          expect([url, await page.evaluate(() => globalThis.document.documentElement.scrollWidth)]).toEqual([
            url,
            width,
          ]);
        }
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    },
    longMs,
  );
});
