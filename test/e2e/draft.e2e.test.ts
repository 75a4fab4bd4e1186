import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getRecord } from "../../src/app/record/get-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

/** A draft is saved 3 s after the last change, advice renewed after 1 s; a busy machine takes longer. */
const soonMs = 20_000;

describe.skipIf(browserPath === undefined)("a need being written", () => {
  let app: RunningApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), startBrowser({ width: 1280, height: 900 })]);
    await signIn(app, (await browser.open()).page, "enterprise");
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const state = (page: Page) => page.locator("[data-autosave-state]");
  const saved = (page: Page) => state(page).filter({ hasText: "已自动保存" }).waitFor({ timeout: soonMs });
  const idOf = (page: Page) => /needs\/([0-9a-f-]{36})\/edit/.exec(page.url())![1]!;
  async function begin(page: Page, title: string): Promise<string> {
    await page.goto(`${app.url}/needs/new`);
    await page.getByLabel("需求名称").fill(title);
    await saved(page);
    return idOf(page);
  }
  const scoreOf = async (page: Page) => Number(/\d+/.exec(await page.locator("[data-check-score]").innerText())?.[0]);

  it("saves itself, is there after a reload, rises in the 体检, and is handed in", async () => {
    const { page, complaints } = await browser.open();
    const id = await begin(page, "电镀废水中络合镍的去除");
    expect((await getRecord({ ctx: app.ctx, kind: "need", id })).status).toBe("draft");
    await page.reload();
    expect(await page.getByLabel("需求名称").inputValue()).toBe("电镀废水中络合镍的去除");
    const before = await scoreOf(page);

    await page
      .getByLabel("需求描述")
      .fill("目前出水镍 0.8 mg/L，加碱沉不下来；换过两种药剂仍超标，希望降到 0.1 mg/L 以下。");
    await page.getByLabel("指标名称").first().fill("出水总镍");
    await page.getByLabel("要求值").first().fill("0.1");
    await page.getByLabel("单位", { exact: true }).first().fill("mg/L");
    await page.getByLabel("面议").check();
    await page.locator("[name=addKeyword]").first().click();
    await page.getByText(`（打开时 ${before} 分）`).waitFor({ timeout: soonMs });
    await expect.poll(() => scoreOf(page), { timeout: soonMs }).toBeGreaterThan(before + 40);
    expect((await page.getByRole("textbox", { name: "关键词" }).inputValue()).length).toBeGreaterThan(1);
    await saved(page);

    await page.goto(`${app.url}/needs/mine`);
    const row = page.getByRole("row").filter({ hasText: "电镀废水中络合镍的去除" });
    expect(await row.innerText()).toContain("草稿");
    await row.getByRole("link", { name: "继续填写" }).click();
    expect(await page.getByLabel("要求值").first().inputValue()).toBe("0.1");
    await page.getByRole("button", { name: "提交需求" }).click();
    await page.waitForURL(/saved=new/);
    expect(page.url()).toContain(id);
    expect((await getRecord({ ctx: app.ctx, kind: "need", id })).status).toBe("submitted");
    expect(await page.locator("main").innerText()).toMatch(/需求体检\s*\d+ 分/);
    expect(complaints).toEqual([]);
  });

  it("saves and advises on what was typed before its scripts arrived", async () => {
    const { page, complaints } = await browser.open();
    let arrive = () => {};
    const line = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await page.route("**/assets/*.js*", async (route) => {
      await line;
      await route.continue();
    });
    await page.goto(`${app.url}/needs/new`, { waitUntil: "commit" });
    await page.getByLabel("需求名称").fill("慢线路上写的需求");
    arrive();
    await page.locator(".check-score").waitFor({ timeout: soonMs });
    await saved(page);
    expect((await getRecord({ ctx: app.ctx, kind: "need", id: idOf(page) })).content.title).toBe("慢线路上写的需求");
    expect(complaints).toEqual([]);
  });

  it("keeps what is typed while the server cannot be reached, says so, and saves it once afterwards", async () => {
    const { page } = await browser.open();
    const id = await begin(page, "断网时写的需求");
    await page.route("**/needs/*/edit", (route) => route.abort());
    await page.getByLabel("需求描述").fill("断网时写的描述");
    await state(page).filter({ hasText: "正在重试" }).waitFor({ timeout: soonMs });
    expect(await page.getByLabel("需求描述").inputValue()).toBe("断网时写的描述");
    await page.unroute("**/needs/*/edit");
    await saved(page);
    const need = await getRecord({ ctx: app.ctx, kind: "need", id });
    expect([need.content.description, need.version]).toEqual(["断网时写的描述", 2]);
  });

  it("saves once though the first answer was lost on the way", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/needs/new`);
    let lost = 0;
    await page.route("**/needs/new", async (route) => {
      if (route.request().method() !== "POST" || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await page.getByLabel("需求名称").fill("答复在路上丢了");
    await saved(page);
    expect(lost).toBe(1);
    const need = await getRecord({ ctx: app.ctx, kind: "need", id: idOf(page) });
    expect([need.content.title, need.version]).toEqual(["答复在路上丢了", 1]);
  });

  it("stops when somebody else saved first, and shows both versions", async () => {
    const { page } = await browser.open();
    const id = await begin(page, "两人同改的需求");
    const { content } = await getRecord({ ctx: app.ctx, kind: "need", id });
    const theirs = { content: { ...content, description: "别人写的描述" } };
    await updateRecord({ ctx: app.ctx, kind: "need", id, ifVersion: 1, input: theirs });
    await page.getByLabel("需求描述").fill("我写的描述");
    await page.getByRole("alert").filter({ hasText: "已被他人保存" }).waitFor({ timeout: soonMs });
    const row = page.getByRole("row").filter({ hasText: "需求描述" });
    expect(await row.getByRole("cell").allInnerTexts()).toEqual(["我写的描述", "别人写的描述"]);
    expect(await state(page).innerText()).toContain("自动保存已停");
    await page.getByRole("button", { name: "用我填写的内容保存" }).click();
    await page.waitForURL(/saved=new/);
    expect((await getRecord({ ctx: app.ctx, kind: "need", id })).content.description).toBe("我写的描述");
  });

  it("adds, moves and removes indicators by buttons and by keys", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/needs/new`);
    const names = page.getByLabel("指标名称");
    await names.nth(0).fill("甲");
    await names.nth(1).fill("乙");
    await page.getByRole("button", { name: "再加一项指标" }).click();
    await names.nth(2).fill("丙");
    const now = () => names.evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value));
    await names.nth(2).press("Alt+ArrowUp");
    expect(await now()).toEqual(["甲", "丙", "乙"]);
    expect(await names.nth(1).evaluate((box) => box === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "第 1 项指标下移" }).click();
    expect(await now()).toEqual(["丙", "甲", "乙"]);
    await page.getByRole("button", { name: "第 2 项指标删除" }).click();
    expect(await now()).toEqual(["丙", "乙", ""]);
    await names.nth(0).press("Alt+Enter");
    expect(await names.count()).toBe(4);
    expect(await page.locator("#indicator-3-name").count()).toBe(1);
  });

  it("works without scripts: draft, 体检, words, rows", async () => {
    const plain = await startBrowser({ width: 360, height: 740, javaScript: false });
    try {
      const { page } = await plain.open();
      await signIn(app, page, "enterprise");
      await page.goto(`${app.url}/needs/new`);
      await page.getByLabel("需求名称").fill("电镀废水中络合镍的去除");
      await page.getByLabel("指标名称").first().fill("甲");
      await page.getByRole("button", { name: "体检" }).click();
      expect(await page.locator(".check-score").innerText()).toMatch(/^\d+\s*分/);
      await page.locator("[name=addKeyword]").first().click();
      expect(await page.getByRole("textbox", { name: "关键词" }).inputValue()).not.toBe("");
      await page.getByRole("button", { name: "第 1 项指标下移" }).click();
      expect(await page.getByLabel("指标名称").nth(1).inputValue()).toBe("甲");
      await page.getByRole("button", { name: "存为草稿" }).click();
      await page.waitForURL(/\/edit$/);
      expect(await state(page).innerText()).toContain("草稿保存于");
      await page.getByRole("button", { name: "提交需求" }).click();
      await page.waitForURL(/saved=new/);
    } finally {
      await plain.close();
    }
  });

  it("has no serious accessibility fault, written or listed", async () => {
    const { page } = await browser.open();
    const id = await begin(page, "电镀废水中络合镍的去除，第二条");
    for (const path of [`/needs/${id}/edit`, "/needs/mine", `/needs/${id}`]) {
      await page.goto(app.url + path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect([path, serious.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html}`)]).toEqual([path, []]);
    }
  });
});
