import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getRecord } from "../../src/app/record/get-record.ts";
import { updateRecord } from "../../src/app/record/update-record.ts";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

describe.skipIf(browserPath === undefined)("forms of a university", () => {
  let app: RunningApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), startBrowser({ width: 360, height: 740 })]);
    await signIn(app, (await browser.open()).page, "university");
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });
  const idOf = (url: string) => /([0-9a-f-]{36})/.exec(url)![1]!;

  it("enters an expert, corrects the profile, and is shown both versions when somebody else saved first", async () => {
    const { page, complaints } = await browser.open();
    await page.goto(app.url);
    await page.getByRole("link", { name: "我的专家" }).click();
    await page.getByRole("link", { name: "登记专家" }).click();
    await page.getByRole("button", { name: "保存" }).click();
    expect(await page.getByRole("alert").innerText()).toContain("至少填写一项");
    await page.getByLabel("姓名").fill("王某某");
    await page.getByLabel("研究方向").fill("重金属废水处理\n膜分离");
    await page.getByLabel("委托开发").check();
    await page.getByLabel("目前接受对接").selectOption("是");
    await page.getByLabel("联系电话").fill("13700002222");
    await page.getByRole("button", { name: "保存" }).click();
    await page.waitForURL(/\/experts\/[0-9a-f-]{36}$/);
    const id = idOf(page.url());
    const { content } = await getRecord({ ctx: app.ctx, kind: "expert", id });
    expect(content).toMatchObject({
      name: "王某某",
      researchDirections: ["重金属废水处理", "膜分离"],
      available: true,
      cooperationModes: ["委托开发"],
    });
    expect(await page.content()).not.toContain("13700002222");

    await page.getByRole("link", { name: "修改", exact: true }).click();
    const theirs = { content: { ...content, title: "教授" } };
    await updateRecord({ ctx: app.ctx, kind: "expert", id, ifVersion: 1, input: theirs });
    await page.getByLabel("职称").fill("副教授");
    await page.getByRole("button", { name: "保存" }).click();
    const row = page.getByRole("row").filter({ hasText: "职称" });
    expect(await row.getByRole("cell").allInnerTexts()).toEqual(["副教授", "教授"]);
    await page.getByRole("button", { name: "用我填写的内容保存" }).click();
    await page.waitForURL(/\/experts\/[0-9a-f-]{36}$/);
    expect((await getRecord({ ctx: app.ctx, kind: "expert", id })).content.title).toBe("副教授");
    expect(complaints.filter((each) => !/400|412/.test(each))).toEqual([]);
  });

  it("enters an achievement, refusing a price in words beside its box", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/achievements/new`);
    await page.getByLabel("成果名称").fill("络合镍捕集剂");
    await page.getByLabel("价格（万元）").fill("面议");
    await page.getByRole("button", { name: "保存" }).click();
    expect(await page.getByLabel("价格（万元）").getAttribute("aria-invalid")).toBe("true");
    await page.getByLabel("价格（万元）").fill("12.5");
    await page.getByLabel("技术成熟度").selectOption("7");
    await page.getByRole("button", { name: "保存" }).click();
    await page.waitForURL(/\/achievements\/[0-9a-f-]{36}$/);
    const { content } = await getRecord({ ctx: app.ctx, kind: "achievement", id: idOf(page.url()) });
    expect(content).toMatchObject({ title: "络合镍捕集剂", priceFen: 12_500_000, trl: 7 });
  });

  it("fits a phone and has no serious accessibility fault", async () => {
    const { page } = await browser.open();
    for (const path of ["/experts/new", "/achievements/new"]) {
      await page.goto(app.url + path);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 360]);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect([path, serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([path, []]);
    }
  });
});
