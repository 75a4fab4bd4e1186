import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testPassword } from "../support/accounts.ts";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

/** axe takes some seconds a page on a busy machine. */
const axeTimeoutMs = 300_000;

describe.skipIf(browserPath === undefined)("organisations and members", () => {
  let app: RunningApp;
  const browsers: TestBrowser[] = [];

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    for (const browser of browsers) await browser.close();
    await app?.stop();
  });

  /** A browser of its own: somebody else's. */
  async function somebody(width = 1440): Promise<Page> {
    const browser = await startBrowser({ width, height: 900 });
    browsers.push(browser);
    return (await browser.open()).page;
  }

  async function fillPerson(page: Page, username: string): Promise<void> {
    await page.getByLabel("用户名").fill(username);
    await page.getByLabel("姓名").fill("张某");
    await page.locator("#newPassword").fill(testPassword);
    await page.locator("#repeated").fill(testPassword);
    await page.getByRole("checkbox", { name: /隐私说明/ }).check();
  }

  async function enter(page: Page, username: string): Promise<void> {
    await page.goto(`${app.url}/sign-in`);
    await page.locator("#login").fill(username);
    await page.locator("#password").fill(testPassword);
    await page.getByRole("main").getByRole("button", { name: "登录" }).click();
    await page.locator(".account-link").waitFor();
  }

  it(
    "goes from sign-up by approval and sign-in to an invited colleague, without a serious accessibility fault",
    async () => {
      const first = await somebody(360);
      await first.goto(`${app.url}/sign-up`);
      await looksRight(first);
      await first.getByLabel("单位类型").selectOption("enterprise");
      await first.getByLabel("单位全称").fill("温州某涂层有限公司");
      await first.getByLabel("统一社会信用代码").fill("91350100M000100Y44");
      await first.getByLabel("所在地区").fill("浙江省温州市乐清市");
      await fillPerson(first, "first");
      await first.getByRole("button", { name: "提交申请" }).click();
      await first.getByText("应为“3”").waitFor();
      await first.getByLabel("统一社会信用代码").fill("91350100M000100Y43");
      await fillPerson(first, "first");
      await first.getByRole("button", { name: "提交申请" }).click();
      await first.getByRole("heading", { name: "申请已提交" }).waitFor();

      const staff = await somebody();
      await signIn(app, staff, "staff");
      await staff.getByRole("link", { name: "单位审核" }).click();
      await staff.getByRole("heading", { name: "温州某涂层有限公司" }).waitFor();
      await looksRight(staff);
      await staff.getByRole("button", { name: "通过", exact: true }).click();
      await staff.getByText("没有待审核的申请").waitFor();

      await enter(first, "first");
      await first.getByRole("navigation", { name: "工作导航" }).getByRole("link", { name: "本单位" }).click();
      await first.getByRole("button", { name: "生成邀请链接" }).click();
      const link = await first.locator("[data-invitation-link]").innerText();
      await looksRight(first);

      const second = await somebody();
      await second.goto(link.trim());
      await looksRight(second);
      await fillPerson(second, "second");
      await second.getByRole("button", { name: "开通账号" }).click();
      await second.waitForURL(/\/sign-in/);
      await enter(second, "second");
      await second.goto(`${app.url}/organization`);
      expect(await second.locator("summary").allInnerTexts()).toEqual([
        expect.stringContaining("first"),
        expect.stringContaining("second"),
      ]);
      expect((await second.goto(link.trim()))?.status()).toBe(404);
    },
    axeTimeoutMs,
  );

  it(
    "has no serious accessibility fault on the pages of admins and brokers",
    async () => {
      const admin = await somebody(360);
      await signIn(app, admin, "admin");
      for (const path of ["/admin/users", "/admin/organizations"]) {
        await admin.goto(app.url + path);
        await admin.locator("details").evaluateAll((all) => {
          for (const each of all) each.setAttribute("open", "");
        });
        await looksRight(admin);
      }
      const broker = await somebody();
      await signIn(app, broker, "broker");
      await broker.goto(`${app.url}/organization/linked`);
      await looksRight(broker);
    },
    axeTimeoutMs,
  );
});

async function looksRight(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([]);
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect([page.url(), wide! <= seen!]).toEqual([page.url(), true]);
}
