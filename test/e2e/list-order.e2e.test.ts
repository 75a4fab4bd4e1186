import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeSheet } from "../../src/app/match-list/change-sheet.ts";
import { createList } from "../../src/app/match-list/create-list.ts";
import { setNeeds } from "../../src/app/match-list/set-needs.ts";
import { getSheet } from "../../src/app/match-list/sheet-state.ts";
import { includedOf } from "../../src/domain/match-list/sheet.ts";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const longMs = 120_000;

describe.skipIf(browserPath === undefined)("the order of a list", () => {
  let app: RunningApp;
  let browser: TestBrowser;
  const people = ["E1", "E2", "E3"];
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), startBrowser({ width: 1440, height: 900 })]);
    await signIn(app, (await browser.open()).page, "staff");
  }, longMs);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  /** A list with three experts in order, open in two tabs. */
  async function stage() {
    const { ctx, ids } = app;
    const list = await createList({ ctx, input: { title: "次序" } });
    const needId = ids.get("N1")!;
    await setNeeds({ ctx, listId: list.id, input: { add: [needId] } });
    for (const [at, number] of people.entries()) {
      const target = { kind: "expert", id: ids.get(number)! };
      await changeSheet({ ctx, listId: list.id, needId, ifVersion: at, input: { action: "include", target } });
    }
    const open = async () => {
      const { page } = await browser.open();
      await page.goto(`${app.url}/lists/${list.id}/needs/${needId}?target=experts`);
      await page.waitForSelector("[data-sortable] > li");
      return page;
    };
    const stored = async () => {
      const { sheet } = await getSheet({ ctx, listId: list.id, needId });
      return includedOf(sheet).map(({ target }) => people.find((number) => ids.get(number) === target.id));
    };
    return { one: await open(), two: await open(), stored };
  }

  const item = (page: Page, number: string) =>
    page.locator(`[data-sortable] > li[data-candidate="expert:${app.ids.get(number)}"]`);

  async function seen(page: Page, order: readonly string[]): Promise<void> {
    const wanted = order.map((number) => `expert:${app.ids.get(number)}`).join();
    await page.waitForFunction((text) => {
      const items = [...document.querySelectorAll("[data-sortable] > li")];
      return items.map((each) => each.getAttribute("data-candidate")).join() === text;
    }, wanted);
  }

  const ways: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
    [
      "dragging with the mouse",
      async (page) => {
        const head = item(page, "E3").locator(".candidate-head");
        await head.scrollIntoViewIfNeeded();
        const from = (await head.boundingBox())!;
        await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
        await page.mouse.down();
        await page.mouse.move(from.x + from.width / 2, from.y - 10, { steps: 5 });
        await item(page, "E1").scrollIntoViewIfNeeded();
        const to = (await item(page, "E1").boundingBox())!;
        await page.mouse.move(to.x + from.width / 2, to.y + 6, { steps: 25 });
        await page.mouse.move(to.x + from.width / 2, to.y + 3, { steps: 3 });
        await page.mouse.up();
      },
    ],
    [
      "Alt and arrows",
      async (page) => {
        await item(page, "E3").focus();
        await page.keyboard.press("Alt+ArrowUp");
        await seen(page, ["E1", "E3", "E2"]);
        await page.keyboard.press("Alt+ArrowUp");
      },
    ],
    [
      "buttons",
      async (page) => {
        const up = () => item(page, "E3").getByRole("button", { name: /^上移/ }).click();
        await up();
        await seen(page, ["E1", "E3", "E2"]);
        await up();
      },
    ],
  ];

  it.each(ways)(
    "is changed by %s, is stored, and shows in another browser",
    async (_, move) => {
      const { one, two, stored } = await stage();
      expect(await stored()).toEqual(["E1", "E2", "E3"]);
      await move(one);
      await seen(one, ["E3", "E1", "E2"]);
      expect(await stored()).toEqual(["E3", "E1", "E2"]);
      await seen(two, ["E3", "E1", "E2"]);
      await one.reload();
      await seen(one, ["E3", "E1", "E2"]);
      await Promise.all([one.close(), two.close()]);
    },
    longMs,
  );
});
