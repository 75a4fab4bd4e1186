import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeDisclosure } from "../../src/app/disclosure/change-disclosure.ts";
import { confirmRedaction } from "../../src/app/disclosure/confirm-redaction.ts";
import { approveList } from "../../src/app/match-list/approve-list.ts";
import { changeSheet } from "../../src/app/match-list/change-sheet.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { getRecord } from "../../src/app/record/get-record.ts";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { canaries } from "./sample-records.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const longMs = 120_000;
const wording = "某企业涂层附着力提升";

describe.skipIf(browserPath === undefined)("sharing a list", () => {
  let app: RunningApp;
  let staff: TestBrowser;
  let outside: TestBrowser;
  let base = "";
  beforeAll(async () => {
    app = await startApp();
    [staff, outside] = [
      await startBrowser({ width: 1440, height: 900 }),
      await startBrowser({ width: 360, height: 740 }),
    ];
    await signIn(app, (await staff.open()).page, "staff");
    const { ctx, ids } = app;
    const needId = ids.get("N1")!;
    const { version } = await getRecord({ ctx, kind: "need", id: needId });
    const input = { visibility: "public", levels: {}, restrictedTo: null, reason: "企业来函" } as const;
    await changeDisclosure({ ctx, id: needId, ifVersion: version, input });
    await confirmRedaction({
      ctx,
      id: needId,
      ifVersion: version + 1,
      input: { texts: { title: wording }, reason: "测试" },
    });
    const list = await createList({ ctx, input: { title: "秋季对接会" } });
    await setNeeds({ ctx, listId: list.id, input: { add: [needId] } });
    const target = { kind: "expert", id: ids.get("E1")! };
    await changeSheet({ ctx, listId: list.id, needId, ifVersion: 0, input: { action: "include", target } });
    await approveList({ ctx, listId: list.id });
    base = `${app.url}/lists/${list.id}`;
  }, longMs);
  afterAll(async () => {
    await staff?.close();
    await outside?.close();
    await app?.stop();
  });

  const faults = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id }) => id);
  };
  const sidewaysOf = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  it(
    "copies the redacted text unless another is asked for",
    async () => {
      const { page, complaints } = await staff.open();
      await staff.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: app.url });
      await page.goto(base);
      await page.getByRole("link", { name: /^复制文字、建立链接/ }).click();
      await page.getByRole("heading", { name: /^分享/ }).waitFor();
      const copy = async () => {
        await page.getByRole("button", { name: "复制", exact: true }).click();
        await page.getByText("已复制").waitFor();
        return page.evaluate(() => navigator.clipboard.readText());
      };
      const open = await copy();
      expect(open).toBe(`【秋季对接会】第 1 版，1 项需求\n\n1. ${wording}`);
      await page.getByRole("link", { name: "工作人员", exact: true }).click();
      await page.waitForURL(/text=staff/);
      const own = await copy();
      expect(own).not.toContain(wording);
      expect(own.split("\n")).toHaveLength(4);
      for (const canary of canaries) expect(open + own).not.toContain(canary);
      expect(complaints).toEqual([]);
    },
    longMs,
  );

  it(
    "gives a link that shows a visitor the confirmed wording until it is revoked",
    async () => {
      const { page } = await staff.open();
      await page.goto(`${base}/versions/1/share`);
      expect(await faults(page)).toEqual([]);
      await page.getByRole("button", { name: "建立链接" }).click();
      const link = await page.getByLabel("新建立的链接").inputValue();
      await staff.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: app.url });
      await page.getByRole("button", { name: "复制链接" }).click();
      await page.getByText("已复制").waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
      expect(link).toMatch(/\/shared\/[\w-]{43}$/);
      const visitor = (await outside.open()).page;
      await visitor.goto(link);
      expect(await visitor.getByRole("heading", { level: 1 }).innerText()).toBe("秋季对接会");
      await visitor.getByRole("link", { name: wording }).waitFor();
      expect([await faults(visitor), await sidewaysOf(visitor)]).toEqual([[], 0]);
      const source = await visitor.content();
      for (const canary of canaries) expect(source).not.toContain(canary);
      await page.getByRole("button", { name: /^撤销/ }).click();
      await page.getByText("已撤销").waitFor();
      expect((await visitor.goto(link))!.status()).toBe(404);
    },
    longMs,
  );
});
