import type { Page } from "playwright-core";
import type { Role } from "../../src/domain/account/role.ts";
import { createAccount } from "../support/accounts.ts";
import type { RunningApp } from "./start-app.ts";

/** Signs a browser in as somebody new of a role, by the forms a person uses. */
export async function signIn(app: RunningApp, page: Page, role: Role): Promise<void> {
  const account = await createAccount(app.ctx, role);
  await page.goto(`${app.url}/sign-in`);
  await page.getByLabel("用户名、手机号或邮箱").fill(account.username);
  await page.getByLabel("密码").fill(account.password);
  await page.getByRole("main").getByRole("button", { name: "登录" }).click();
  if (account.code !== null) {
    await page.waitForURL(/\/sign-in\/code/);
    await page.getByLabel("验证码").fill(account.code(new Date()));
    await page.getByRole("button", { name: "继续" }).click();
  }
  await page.locator(".account-link").waitFor();
}

/** The same without a browser. @returns the cookie header of the session */
export async function signInCookie(app: RunningApp, role: Role): Promise<string> {
  const account = await createAccount(app.ctx, role);
  const post = async (path: string, boxes: Record<string, string>, cookie = "") => {
    const answer = await fetch(app.url + path, {
      method: "POST",
      body: new URLSearchParams(boxes),
      headers: { origin: app.url, cookie },
      redirect: "manual",
    });
    if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.headers.get("set-cookie")!.split(";")[0]!;
  };
  const cookie = await post("/sign-in", { login: account.username, password: account.password });
  return account.code === null ? cookie : post("/sign-in/code", { code: account.code(new Date()) }, cookie);
}
