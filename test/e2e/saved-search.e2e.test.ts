import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const longMs = 120_000;

describe.skipIf(browserPath === undefined)("saved searches", () => {
  let app: RunningApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), startBrowser({ width: 360, height: 740 })]);
  }, longMs);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it(
    "are kept from the page of results, count what is new, show the newest first, and go when they are deleted",
    async () => {
      const { page, complaints } = await browser.open();
      await page.goto(`${app.url}/search?q=${encodeURIComponent("量子点")}&kind=expert`);
      expect(await page.getByText("保存这个检索").count()).toBe(0);
      await signIn(app, page, "enterprise");
      await page.goto(`${app.url}/search?q=${encodeURIComponent("量子点")}&kind=expert`);
      await page.getByText("保存这个检索").click();
      await page.getByLabel("名称", { exact: true }).fill("量子点专家");
      await page.getByRole("button", { name: "保存", exact: true }).click();
      await page.waitForURL(/\/searches$/);
      await page.getByText("没有新结果").waitFor();
      for (const name of ["先来的", "后来的"]) {
        const content = { name, researchDirections: ["量子点发光材料"], organizationName: "某大学" };
        await createRecord({ ctx: app.ctx, kind: "expert", input: { content, visibility: "signedIn" } });
      }
      await app.drain();
      await page.reload();
      await page.getByText("2 条新结果").waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      await page.getByRole("button", { name: /^查看/ }).click();
      await page.waitForURL(/sort=newest/);
      expect(await page.locator(".hit-title").allInnerTexts()).toEqual([
        expect.stringContaining("后来的"),
        expect.stringContaining("先来的"),
      ]);
      await page.goto(`${app.url}/searches`);
      await page.getByText("没有新结果").waitFor();
      await page.getByText("改名、删除").click();
      await page.getByLabel("新名称").fill("发光材料");
      await page.getByRole("button", { name: "改名", exact: true }).click();
      await page.getByRole("heading", { name: "发光材料" }).waitFor();
      await page.getByText("改名、删除").click();
      await page.getByRole("button", { name: "删除", exact: true }).click();
      await page.getByText("还没有保存的检索").waitFor();
      expect(complaints).toEqual([]);
    },
    longMs,
  );
});
