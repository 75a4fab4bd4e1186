import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueBootstrapToken } from "../../src/app/account/link/bootstrap.ts";
import { totpCode } from "../../src/secrets/totp.ts";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const password = "江边 三只 白鹭 飞起来";
const next = "春天 白鹤 飞过 长江边";

/** axe takes some seconds a page on a busy machine. */
const tourMs = 300_000;

describe.skipIf(browserPath === undefined)("accounts in a browser", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => app?.stop());

  async function look(page: Page): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect([page.url(), serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([page.url(), []]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  }

  async function enter(page: Page, login: string, word: string): Promise<void> {
    await page.getByLabel("用户名、手机号或邮箱").fill(login);
    await page.getByLabel("密码").fill(word);
    await page.getByRole("main").getByRole("button", { name: "登录" }).click();
  }

  it(
    "goes from the first admin over authenticator and recovery codes to changing the password, on a phone",
    async () => {
      const browser: TestBrowser = await startBrowser({ width: 360, height: 740 });
      try {
        const { page, complaints } = await browser.open();
        const token = (await issueBootstrapToken({ ctx: app.ctx }))!;
        await page.goto(`${app.url}/bootstrap?token=${token}`);
        await look(page);
        await page.getByLabel("用户名").fill("某管理员");
        await page.getByLabel("姓名").fill("管理员甲");
        await page.getByLabel("新密码", { exact: true }).fill("Admin@123456");
        await page.getByLabel("再输一次新密码").fill("Admin@123456");
        await page.getByRole("button", { name: "建立管理员" }).click();
        expect(await page.locator("#newPassword-error").innerText()).toContain("太容易猜到");
        await look(page);
        await page.getByLabel("新密码", { exact: true }).fill(password);
        await page.getByLabel("再输一次新密码").fill(password);
        await page.getByRole("button", { name: "建立管理员" }).click();

        await page.waitForURL(/\/sign-in$/);
        await look(page);
        await enter(page, "某管理员", "不对的密码不对的密码");
        expect(await page.getByRole("alert").innerText()).toContain("账号或密码不正确");
        await enter(page, "某管理员", password);
        await page.waitForURL(/\/account\/second-factor/);
        await page.getByRole("button", { name: "开始设置" }).click();
        await page.getByRole("img", { name: "验证器二维码" }).waitFor();
        await look(page);
        const secret = (await page.locator(".totp-secret").innerText()).replaceAll(" ", "");
        await page.getByLabel("验证码").fill(totpCode(secret, new Date()));
        await page.getByRole("button", { name: "启用验证器" }).click();
        const codes = await page.locator(".recovery-codes code").allInnerTexts();
        expect(codes).toHaveLength(10);
        await look(page);
        await page.getByRole("link", { name: "已经存好，继续" }).click();
        // A phone has room for the name alone.
        expect(await page.locator(".site-account").innerText()).toContain("管理员甲");
        expect(await page.locator(".site-account").textContent()).toContain("系统管理员");

        await page.locator(".account-link").click();
        await look(page);
        expect(await page.getByRole("row").filter({ hasText: "本机" }).count()).toBe(1);
        await page.getByRole("link", { name: "修改密码" }).click();
        await look(page);
        await page.getByLabel("现在的密码").fill(password);
        await page.getByLabel("新密码", { exact: true }).fill(next);
        await page.getByLabel("再输一次新密码").fill(next);
        await page.getByRole("button", { name: "保存新密码" }).click();
        await page.waitForURL(/\/account$/);
        await page.goto(`${app.url}/account/recovery-links`);
        await look(page);
        await page.goto(`${app.url}/account`);
        await page.getByRole("button", { name: "退出登录" }).click();
        await page.goto(`${app.url}/account`);
        await page.waitForURL(/\/sign-in\?next=%2Faccount$/);
        await enter(page, "某管理员", next);
        await page.waitForURL(/\/sign-in\/code/);
        await look(page);
        await page.getByLabel("验证码").fill(codes[0]!);
        await page.getByRole("button", { name: "继续" }).click();
        await page.waitForURL(/\/account$/);
        expect(await page.getByText("还有 9 个恢复码").isVisible()).toBe(true);
        expect(complaints.filter((complaint) => !/40[01]/.test(complaint))).toEqual([]);
      } finally {
        await browser.close();
      }
    },
    tourMs,
  );

  it(
    "lets staff issue a link by which a person sets a new password",
    async () => {
      const [staff, person] = [
        await startBrowser({ width: 1024, height: 800 }),
        await startBrowser({ width: 360, height: 740, javaScript: false }),
      ];
      try {
        const mine = (await staff.open()).page;
        const theirs = (await person.open()).page;
        await signIn(app, theirs, "enterprise");
        await theirs.goto(`${app.url}/account`);
        const username = await theirs.locator(".facts dd").first().innerText();
        await signIn(app, mine, "staff");
        await mine.goto(`${app.url}/account/recovery-links`);
        await mine.getByLabel("对方的用户名、手机号或邮箱").fill(username);
        await mine.getByLabel("怎样核实了身份").fill("回拨单位登记电话核实");
        await mine.getByRole("button", { name: "签发链接" }).click();
        const link = await mine.locator("[data-recovery-link]").innerText();
        await theirs.goto(link);
        await theirs.getByLabel("新密码", { exact: true }).fill(next);
        await theirs.getByLabel("再输一次新密码").fill(next);
        await theirs.getByRole("button", { name: "保存新密码" }).click();
        await theirs.waitForURL(/\/sign-in$/);
        await enter(theirs, username, next);
        await theirs.locator(".account-link").waitFor();
        expect((await mine.goto(link))?.status()).toBe(404);
      } finally {
        await staff.close();
        await person.close();
      }
    },
    tourMs,
  );
});
