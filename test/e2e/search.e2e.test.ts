import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserPath, startBrowser, type TestBrowser } from "../support/browser.ts";
import { signIn } from "./sign-in.ts";
import { type RunningApp, startApp } from "./start-app.ts";

describe.skipIf(browserPath === undefined)("search page", () => {
  let app: RunningApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), startBrowser({ width: 1440, height: 900 })]);
    await signIn(app, (await browser.open()).page, "staff");
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it("finds all three kinds, marks the words and counts by kind", async () => {
    const { page, complaints } = await browser.open();
    await page.goto(`${app.url}/search?q=${encodeURIComponent("耐蚀涂层")}`);
    expect(await page.locator("mark", { hasText: "耐蚀涂层" }).count()).toBeGreaterThan(3);
    const tabs = page.getByRole("navigation", { name: "结果类别" });
    await expect(tabs.getByRole("link", { name: "成果" }).innerText()).resolves.toMatch(/12/);
    await tabs.getByRole("link", { name: "专家" }).click();
    expect(await page.getByRole("heading", { level: 2, name: "某教授甲" }).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it("narrows by facets and widens again, down to a region within a region", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/search?q=${encodeURIComponent("耐蚀涂层")}&kind=achievement`);
    const facets = page.getByRole("complementary", { name: "筛选条件" });
    await facets.getByRole("link", { name: /浙江省/ }).click();
    await facets.getByRole("link", { name: /温州市/ }).click();
    expect(await page.locator(".result-count strong").innerText()).toBe("6");
    await facets.getByRole("link", { name: /某材料研究院/ }).click();
    await page.getByRole("link", { name: /去掉筛选：\s*所在地区/ }).click();
    expect(await page.locator(".filter-chip").count()).toBe(1);
    expect(await page.locator(".result-count strong").innerText()).toBe("6");
  });

  it("pages through more than ten hits", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/search?q=${encodeURIComponent("耐蚀涂层")}&kind=achievement`);
    expect(await page.locator(".hit-card").count()).toBe(10);
    await page.getByRole("link", { name: "下一页" }).click();
    expect(await page.locator(".hit-card").count()).toBe(2);
    await page.getByRole("link", { name: "上一页" }).click();
    expect(await page.getByText("第 1 页，共 2 页").isVisible()).toBe(true);
  });

  it("browses without a query", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/needs`);
    expect(new URL(page.url()).search).toBe("?kind=need");
    expect(await page.locator(".hit-card").count()).toBe(3);
  });

  it("says which filter to drop when nothing is left, and how many that brings", async () => {
    const { page } = await browser.open();
    await page.goto(
      `${app.url}/search?q=${encodeURIComponent("耐蚀涂层")}&organization=${encodeURIComponent("没有的单位")}`,
    );
    const offer = page.getByRole("listitem").filter({ hasText: "去掉“单位：没有的单位”" });
    const promised = Number(/可得 (\d+) 条/.exec(await offer.innerText())![1]);
    await offer.getByRole("link").click();
    expect(Number(await page.locator(".result-count strong").innerText())).toBe(promised);
  });

  it("says so when it searched something else than was typed", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/search?q=naishituceng`);
    expect(await page.getByText(/没有找到“naishituceng”/).isVisible()).toBe(true);
    expect(await page.locator(".hit-card").count()).toBeGreaterThan(0);
  });

  it("helps on when nothing is found at all", async () => {
    const { page } = await browser.open();
    await page.goto(`${app.url}/search?q=qqqqzzzz`);
    expect(await page.getByText("没有找到与“qqqqzzzz”相符的内容").isVisible()).toBe(true);
    expect(await page.getByRole("link", { name: "把需求发布出来" }).isVisible()).toBe(true);
  });

  it("answers a broken address with a page, not a fault", async () => {
    const { page } = await browser.open();
    const answer = await page.goto(
      `${app.url}/search?page=99999&kind=x&field=%00&region=zz&q=${encodeURIComponent("\"'--%_*?")}`,
    );
    expect(answer?.status()).toBe(200);
  });

  it("can be used by keyboard alone, suggestions included", async () => {
    const { page, complaints } = await browser.open();
    await page.goto(app.url);
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").innerText()).toBe("跳到正文");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    const box = page.getByRole("combobox", { name: "搜索需求、专家、成果" });
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type("某教授");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    expect(await box.getAttribute("aria-activedescendant")).toBe("site-suggestion-0");
    expect(await box.inputValue()).toBe("某教授甲");
    await page.keyboard.press("Escape");
    expect(await box.getAttribute("aria-expanded")).toBe("false");
    expect(await box.inputValue()).toBe("某教授");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=/);
    expect(await page.getByRole("heading", { level: 2, name: "某教授甲" }).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it("tells that a search takes long, after 300 ms", async () => {
    const { page } = await browser.open();
    await page.goto(app.url);
    await page.route(/\/search\?/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    // While a navigation is under way the page cannot be asked, so it takes notes itself.
    await page.evaluate(() => {
      const notice = document.querySelector<HTMLElement>("[data-slow-notice]")!;
      let sentAt = 0;
      document.querySelector("form")!.addEventListener("submit", () => {
        sentAt = performance.now();
      });
      new MutationObserver(() => {
        if (!notice.hidden)
          sessionStorage.setItem(
            "notice",
            JSON.stringify({ text: notice.textContent, afterMs: performance.now() - sentAt }),
          );
      }).observe(notice, { attributes: true });
    });
    await page.getByRole("combobox").fill("涂层");
    await page.getByRole("combobox").press("Enter");
    await page.waitForURL(/\/search\?q=/);
    const seen = JSON.parse((await page.evaluate(() => sessionStorage.getItem("notice"))) ?? "null") as {
      text: string;
      afterMs: number;
    } | null;
    expect(seen?.text).toContain("正在检索");
    expect(seen?.afterMs).toBeGreaterThanOrEqual(290);
    expect(await page.locator("[data-slow-notice]").isHidden()).toBe(true);
  });
});

describe.skipIf(browserPath === undefined)("search page without scripts", () => {
  it("searches, filters and posts", async () => {
    const app = await startApp();
    const browser = await startBrowser({ width: 1024, height: 800, javaScript: false });
    try {
      const { page } = await browser.open();
      await signIn(app, page, "staff");
      await page.getByRole("searchbox").fill("焊缝跟踪");
      await page.getByRole("button", { name: "搜索" }).click();
      await page
        .getByRole("complementary", { name: "筛选条件" })
        .getByRole("link", { name: /先进制造/ })
        .click();
      expect(await page.locator(".hit-card").count()).toBe(2);
      await page.getByRole("link", { name: "发布需求" }).click();
      await page.getByLabel("需求名称").fill("没有脚本也能发布");
      await page.getByRole("button", { name: "再加一项指标" }).click();
      expect(await page.getByLabel("需求名称").inputValue()).toBe("没有脚本也能发布");
      expect(await page.getByRole("group", { name: /项指标/ }).count()).toBe(3);
      await page.getByRole("button", { name: "提交需求" }).click();
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("没有脚本也能发布");
    } finally {
      await browser.close();
      await app.stop();
    }
  });
});
