import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

describe.skipIf(browserPath === undefined)("match pages", () => {
  let app: RunningApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), startBrowser({ width: 1440, height: 900 })]);
    await signIn(app, (await browser.open()).page, "staff");
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it("ranks experts for a need, with points that sum to the score and the words of both sides", async () => {
    const { page, complaints } = await browser.open();
    await page.goto(`${app.url}/needs/${app.ids.get("N1")}`);
    await page.getByRole("link", { name: "看匹配的专家和成果" }).click();
    const card = page.getByRole("article").first();
    expect(await card.getByRole("heading", { level: 2 }).innerText()).toBe("某教授甲");
    expect(await card.getByText(/^匹配度[高中低]$/).isVisible()).toBe(true);
    await card.getByText("得分构成").click();
    const points = await card.locator("tbody .factor-points").allInnerTexts();
    const shown = Number(await card.locator(".match-number").innerText());
    expect(points).toHaveLength(7);
    expect(points.reduce((sum, text) => sum + Number(text), 0)).toBe(shown);
    expect(await card.getByRole("img").getAttribute("aria-label")).toContain(`匹配度 ${shown} 分`);
    for (const side of ["需求原文", "专家原文"]) {
      expect(await card.locator(".quote-side", { hasText: side }).locator("mark").count()).toBeGreaterThan(0);
    }
    expect(complaints).toEqual([]);
  });

  it("switches to achievements and shows more of them", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/needs/${app.ids.get("N1")}/matches`);
    await page.getByRole("navigation", { name: "匹配对象" }).getByRole("link", { name: "成果" }).click();
    await page.locator(".match-card").nth(9).waitFor();
    expect(await page.locator(".match-card").count()).toBe(10);
    await page.getByRole("link", { name: "20", exact: true }).click();
    expect(await page.locator(".match-card").count()).toBeGreaterThan(10);
    expect(await page.locator(".match-rank").first().innerText()).toBe("第 1 名");
  });

  it("shows why a pair must not simply be introduced", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/needs/${app.ids.get("N2")}/matches?target=experts`);
    const card = page.locator(".match-card", { hasText: "某研究员乙" });
    expect(await card.getByRole("list", { name: "对接前须处理" }).innerText()).toContain("暂不接受对接");
  });

  it("matches the other way round and explains one pair in full", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/experts/${app.ids.get("E1")}/matches`);
    expect(await page.getByRole("article").first().getByRole("heading", { level: 2 }).innerText()).toBe(
      "铝合金表面耐蚀涂层附着力提升",
    );
    await page
      .getByRole("link", { name: /完整依据/ })
      .first()
      .click();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("匹配依据");
    expect(await page.locator("mark", { hasText: "耐蚀涂层" }).count()).toBeGreaterThan(1);
    expect(await page.locator("tfoot .factor-points").innerText()).toBe(
      await page.locator(".score-line strong").innerText(),
    );
    expect(await page.locator(".support-list li mark").count()).toBeGreaterThan(0);
    const questions = await page.locator(".question-list li").allInnerTexts();
    expect(questions).toHaveLength(await page.locator("tbody .unknown-tag").count());
    for (const question of questions) expect(question).toMatch(/^问(企业|专家)：.+[？。]（.+）$/);
  });

  it("refuses a kind of match there is not, and an id there is not", async () => {
    const { page } = await browser.open();
    for (const path of [`/needs/${app.ids.get("N1")}/matches?target=needs`, `/needs/${crypto.randomUUID()}/matches`]) {
      expect((await page.goto(app.url + path))?.status()).toBe(404);
    }
  });

  it("prints the list on A4 without navigation, score beside each candidate", async () => {
    const { page } = await browser.open();
    await page.setViewportSize({ width: 690, height: 980 });
    await page.goto(`${app.url}/needs/${app.ids.get("N1")}/matches`);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".site-header").isVisible()).toBe(false);
    const [score, body] = await Promise.all(
      [".match-score", ".match-body"].map((part) => page.locator(part).first().boundingBox()),
    );
    expect(score!.x + score!.width).toBeLessThanOrEqual(body!.x + 1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(690);
  });
});
