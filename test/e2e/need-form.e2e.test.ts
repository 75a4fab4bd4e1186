import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getContact } from "../../src/app/record/get-contact.ts";
import { getRecord } from "../../src/app/record/get-record.ts";
import { listRecords } from "../../src/app/record/list-records.ts";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

describe.skipIf(browserPath === undefined)("need form", () => {
  let app: RunningApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), startBrowser({ width: 1280, height: 900 })]);
    await signIn(app, (await browser.open()).page, "staff");
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it("says beside each box what is wrong, and keeps what was typed", async () => {
    const { page, complaints } = await browser.open();
    await page.goto(`${app.url}/needs/new`);
    await page.getByLabel("预算（万元）").fill("五十");
    await page.getByLabel("要求值").first().fill("很高");
    await page.getByLabel("联系人").fill("某联系人");
    await page.getByRole("button", { name: "提交需求" }).click();
    const budget = page.getByLabel("预算（万元）");
    expect(await budget.getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator(`#${await budget.getAttribute("aria-describedby")}`).innerText()).toContain("请填数字");
    expect(await budget.inputValue()).toBe("五十");
    expect(await page.getByLabel("要求值").first().inputValue()).toBe("很高");
    expect(await page.getByLabel("联系人").inputValue()).toBe("某联系人");
    await page
      .getByRole("alert")
      .getByRole("link", { name: /请填数字，单位是万元/ })
      .click();
    expect(await budget.evaluate((element) => element === document.activeElement)).toBe(true);

    await budget.fill("50");
    await page.getByLabel("要求值").first().fill("");
    await page.getByRole("button", { name: "提交需求" }).click();
    expect(await page.getByRole("alert").innerText()).toContain("需求名称和需求描述至少填写一项");
    expect(complaints.filter((complaint) => !complaint.includes("400"))).toEqual([]);
  });

  it("keeps what was written while the session ended, and sends it once one is signed in again", async () => {
    const other = await startBrowser({ width: 1280, height: 900 });
    const { page } = await other.open();
    await page.clock.install();
    await signIn(app, page, "staff");
    await page.goto(`${app.url}/experts/new`);
    await page.getByLabel("姓名").first().fill("某研究员");
    await page.getByLabel("所在单位").first().fill("某丙大学");
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await page.clock.fastForward(40 * 60_000);
    const submit = page.locator("form[data-hold] button[type=submit]").last();
    await submit.click();
    await page.getByText("登录已过期，没有提交").waitFor();
    expect(await page.getByLabel("姓名").first().inputValue()).toBe("某研究员");
    await page.context().addCookies(cookies);
    await submit.click();
    await page.waitForURL(/\/experts\/[0-9a-f-]{36}/);
    await other.close();
  });

  it("posts a need that is then found by search, its contact stored apart and shown nowhere", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/needs/new`);
    await page.getByLabel("需求名称").fill("磁悬浮轴承高速温升抑制");
    await page.getByLabel("需求描述").fill("转速 30000 rpm 时温升超过 60 度。\n希望控制在 40 度以内。");
    await page.getByLabel("关键词").fill("磁悬浮轴承、温升");
    await page.getByLabel("指标名称").first().fill("温升");
    await page.getByLabel("关系").first().selectOption("≤");
    await page.getByLabel("要求值").first().fill("40");
    await page.getByLabel("单位", { exact: true }).first().fill("℃");
    await page.getByLabel("预算（万元）").fill("12.5");
    await page.getByLabel("面议").check();
    await page.getByLabel("所在地区").fill("浙江乐清");
    await page.getByLabel("联系电话").fill("13700001111");
    await page.getByRole("button", { name: "提交需求" }).click();
    await page.waitForURL(/\/needs\/[0-9a-f-]{36}\?saved=new/);
    const body = await page.locator("main").innerText();
    for (const said of [
      "磁悬浮轴承高速温升抑制",
      "12.5 万元（可面议）",
      "浙江省温州市乐清市",
      "≤ 40 ℃",
      "仅本单位和工作人员可见",
    ])
      expect(body).toContain(said);
    expect(await page.content()).not.toContain("13700001111");

    const id = /needs\/([0-9a-f-]{36})/.exec(page.url())![1]!;
    expect((await getContact({ ctx: app.ctx, kind: "need", id }))?.phone).toBe("13700001111");
    await app.drain();
    await page.goto(`${app.url}/search?q=${encodeURIComponent("磁悬浮轴承")}`);
    expect(await page.getByRole("heading", { level: 2, name: /磁悬浮轴承高速温升抑制/ }).isVisible()).toBe(true);
  });

  it("suggests a field while the need is typed, and takes it over", async () => {
    const { page, complaints } = await browser.open();
    await page.goto(`${app.url}/needs/new`);
    const suggestions = page.locator("[data-field-suggestions]");
    expect(await suggestions.innerText()).toBe("");
    await page.getByLabel("需求名称").fill("市政污泥深度脱水");
    await page.getByLabel("需求描述").fill("污水厂污泥含水率高，填埋场不收，烘干能耗大。");
    const adopt = suggestions.getByRole("button", { name: /资源与环境.*采用/ });
    await adopt.waitFor();
    await adopt.click();
    expect(await page.getByLabel("技术领域").inputValue()).toMatch(/^70/);
    expect(await suggestions.innerText()).toBe("");
    expect(new URL(page.url()).pathname).toBe("/needs/new");

    await page.getByLabel("技术领域").selectOption("");
    await adopt.waitFor();
    await page.getByRole("button", { name: "提交需求" }).click();
    await page.waitForURL(/saved=new/);
    const fact = page.locator(".fact", { hasText: "推测领域" });
    expect(await fact.innerText()).toMatch(/资源与环境.*按文本推测，可能性 \d+%/);
    expect(complaints).toEqual([]);
  });

  it("suggests a field without scripts when the form comes back", async () => {
    const plain = await startBrowser({ width: 1280, height: 900, javaScript: false });
    try {
      const { page } = await plain.open();
      await signIn(app, page, "enterprise");
      await page.goto(`${app.url}/needs/new`);
      await page.getByLabel("需求名称").fill("市政污泥深度脱水");
      await page.getByLabel("需求描述").fill("污水厂污泥含水率高，填埋场不收，烘干能耗大。");
      await page.getByRole("button", { name: /再加一项指标/ }).click();
      await page
        .locator("[data-field-suggestions]")
        .getByRole("button", { name: /资源与环境/ })
        .click();
      expect(await page.getByLabel("技术领域").inputValue()).toMatch(/^70/);
      expect(await page.getByLabel("需求名称").inputValue()).toBe("市政污泥深度脱水");
    } finally {
      await plain.close();
    }
  });

  it("makes one need of a form sent twice", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/needs/new`);
    await page.getByLabel("需求名称").fill("同一张表单交两次");
    const landed = await page.evaluate(async () => {
      const form = document.querySelector<HTMLFormElement>(".need-form")!;
      const send = () => fetch(form.action, { method: "POST", body: new FormData(form) });
      return (await Promise.all([send(), send()])).map((answer) => answer.url);
    });
    expect(landed[0]).toMatch(/\/needs\/[0-9a-f-]{36}\?saved=new$/);
    expect(landed[1]).toBe(landed[0]);
    const { items } = await listRecords({ ctx: app.ctx, kind: "need", input: { limit: 100 } });
    expect(items.filter(({ content }) => content.title === "同一张表单交两次")).toHaveLength(1);
  });

  it("saves on Enter in a box", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/needs/new`);
    await page.getByLabel("需求名称").fill("回车提交");
    await page.getByLabel("需求名称").press("Enter");
    await page.waitForURL(/saved=new/);
  });

  it("edits without losing the contact, and shows both versions when somebody else saved first", async () => {
    const id = app.ids.get("N2")!;
    const [mine, theirs] = [await browser.open(), await browser.open()];
    await mine.page.goto(`${app.url}/needs/${id}/edit`);
    await theirs.page.goto(`${app.url}/needs/${id}/edit`);
    expect(await mine.page.content()).not.toContain("13912345678");
    await theirs.page.getByLabel("预算（万元）").fill("80");
    await theirs.page.getByRole("button", { name: "保存修改" }).click();
    await theirs.page.waitForURL(/saved=edit/);

    await mine.page.getByLabel("需求描述").fill("我改了描述");
    await mine.page.getByRole("button", { name: "保存修改" }).click();
    expect(await mine.page.getByRole("alert").innerText()).toContain("已被他人保存");
    const row = mine.page.getByRole("row").filter({ hasText: "预算（万元）" });
    expect(await row.getByRole("cell").allInnerTexts()).toEqual(["（空）", "80"]);
    expect(await mine.page.getByLabel("需求描述").inputValue()).toBe("我改了描述");
    await mine.page.getByLabel("预算（万元）").fill("80");
    await mine.page.getByRole("button", { name: "用我填写的内容保存" }).click();
    await mine.page.waitForURL(/saved=edit/);
    const body = await mine.page.locator("main").innerText();
    expect(body).toContain("我改了描述");
    expect(body).toContain("80 万元");
    expect((await getContact({ ctx: app.ctx, kind: "need", id }))?.phone).toBe("13912345678");
  });

  it("keeps what the form cannot choose when an imported need is saved again", async () => {
    const content = { title: "表格导入的需求", field: "10101", industry: "3311", cooperationModes: ["联合攻关"] };
    const { id } = await createRecord({ ctx: app.ctx, kind: "need", input: { content, source: "excel" } });
    const { page } = await browser.open();
    await page.goto(`${app.url}/needs/${id}/edit`);
    await page.getByLabel("预算（万元）").fill("10");
    await page.getByRole("button", { name: "保存修改" }).click();
    await page.waitForURL(/saved=edit/);
    expect((await getRecord({ ctx: app.ctx, kind: "need", id })).content).toMatchObject({
      ...content,
      budgetFen: 10_000_000,
    });
  });
});
