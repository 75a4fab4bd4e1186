import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { eq, inArray } from "drizzle-orm";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { userTable } from "../../src/db/schema/account.ts";
import { expertTable } from "../../src/db/schema/record.ts";
import { readTable } from "../../src/sheets/read-workbook.ts";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

/** axe takes some seconds a page on a busy machine. */
const longMs = 300_000;
const yearMs = 366 * 86_400_000;

describe.skipIf(browserPath === undefined)("many profiles of a university", () => {
  let app: RunningApp;
  let plain: TestBrowser;
  let browser: TestBrowser;

  beforeAll(async () => {
    [app, browser, plain] = await Promise.all([
      startApp(),
      startBrowser({ width: 1440, height: 900 }),
      startBrowser({ width: 360, height: 740, javaScript: false }),
    ]);
    for (const each of [browser, plain]) {
      const { page } = await each.open();
      await signIn(app, page, "university");
      await page.close();
    }
    const { orm } = app.ctx.db;
    const offices = await orm.select().from(userTable).where(eq(userTable.displayName, "某university"));
    for (const { id, organizationId } of offices) {
      const ids: string[] = [];
      for (let at = 1; at <= 23; at++) {
        const content = { name: `周老师${String(at).padStart(2, "0")}`, bio: "研究电镀废水" };
        ids.push((await createRecord({ ctx: app.ctx, kind: "expert", input: { content } })).id);
      }
      const createdAt = new Date(Date.now() - yearMs);
      await orm
        .update(expertTable)
        .set({ organizationId, createdBy: id, createdAt })
        .where(inArray(expertTable.id, ids));
    }
  }, longMs);
  afterAll(async () => {
    await browser?.close();
    await plain?.close();
    await app?.stop();
  });

  it(
    "are filtered, ticked, confirmed and exported, by mouse and keys",
    async () => {
      const { page, complaints } = await browser.open();
      await page.goto(app.url);
      await page.getByRole("link", { name: "去确认" }).click();
      await page.waitForURL(/confirmed=due/);
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("23");
      const confirm = page.getByRole("button", { name: "资料仍然准确" });
      expect(await confirm.isDisabled()).toBe(true);
      await page
        .getByRole("checkbox", { name: /^勾选 周老师/ })
        .nth(0)
        .focus();
      await page.keyboard.press("Space");
      await page
        .getByRole("checkbox", { name: /^勾选 周老师/ })
        .nth(3)
        .click({ modifiers: ["Shift"] });
      expect(await page.getByText("勾选的 4 条").count()).toBe(1);
      await confirm.focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/did=confirm/);
      expect(await page.getByRole("status").first().innerText()).toContain("已确认 4 条");
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("19");

      await page.getByRole("checkbox", { name: "勾选本页全部" }).check();
      await page.getByLabel("公开范围", { exact: true }).selectOption("public");
      await page.getByRole("button", { name: "改公开范围" }).click();
      const refused = page.getByRole("alert");
      expect(await refused.innerText()).toContain("有 19 条没有办理");
      expect(await refused.innerText()).toContain("须先取得专家本人的同意");
      await page.getByLabel("全部 19 条").check();
      await page.getByLabel("公开范围", { exact: true }).selectOption("private");
      await page.getByRole("button", { name: "改公开范围" }).click();
      await page.waitForURL(/did=visibility/);
      expect(await page.getByRole("status").first().innerText()).toContain("已修改 19 条");

      await page.goto(`${app.url}/experts/mine?confirmed=due`);
      await page.getByLabel("用途").fill("学院核对");
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "导出 .xlsx" }).click(),
      ]);
      expect(file.suggestedFilename()).toBe("本单位专家.xlsx");
      const [sheet] = readTable(await readFile(await file.path()), { fileName: "导出.xlsx" }).sheets;
      expect(sheet!.rows).toHaveLength(20);
      expect(sheet!.rows[0]!.cells.map(({ text }) => text)).toContain("系统编号");

      await page.goto(`${app.url}/experts/mine?q=${encodeURIComponent("周老师")}`);
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440);
      expect(complaints.filter((each) => !each.includes("422"))).toEqual([]);
    },
    longMs,
  );

  it(
    "are ticked and confirmed on a phone without script",
    async () => {
      const { page } = await plain.open();
      await page.goto(`${app.url}/experts/mine?confirmed=never`);
      await page.getByRole("button", { name: "资料仍然准确" }).click();
      expect(await page.getByRole("alert").innerText()).toContain("请先勾选");
      for (const at of [0, 5])
        await page
          .getByRole("checkbox", { name: /^勾选 周老师/ })
          .nth(at)
          .check();
      await page.getByRole("button", { name: "资料仍然准确" }).click();
      expect(await page.getByRole("status").first().innerText()).toContain("已确认 2 条");
      await page.getByLabel("本页 20 条").check();
      await page.getByRole("button", { name: "资料仍然准确" }).click();
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("1");
      await page.getByLabel("全部 1 条").check();
      await page.getByRole("button", { name: "资料仍然准确" }).click();
      expect(await page.getByText("没有符合条件的专家").count()).toBe(1);
      await page.goto(`${app.url}/experts/mine`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    },
    longMs,
  );
});

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
