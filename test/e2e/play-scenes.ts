import type { Page } from "playwright-core";
import type { RunningDemo } from "./start-demo.ts";

/** Keeps a picture of what the page shows now.
 * @param at scrolls there first; the top of the page without it */
export type Shoot = (name: string, about: string, at?: string) => Promise<void>;

/** Of the firm that the demo's enterprise account belongs to. */
const need = "化学镀镍废水中络合镍与磷的达标处理";
const listTitle = "2026 年春季产学研对接会";

/** Walks through the demo, role by role, and has a picture taken of every key screen. What is done in one scene is there in the next. */
export async function playScenes(demo: Pick<RunningDemo, "url" | "signIn">, page: Page, shoot: Shoot): Promise<void> {
  const go = (path: string) => page.goto(demo.url + path);
  const changeTo = async (username: string) => {
    await page.context().clearCookies();
    await demo.signIn(page, username);
  };
  const link = (name: string) => page.getByRole("main").getByRole("link", { name }).first();
  const button = (name: string) => page.getByRole("main").getByRole("button", { name }).first();
  await go("/");
  await shoot("home", "首页（未登录）");
  await go("/sign-in");
  await shoot("sign-in", "登录");
  await go("/help/tour");
  await shoot("tour", "带您走一遍演示");
  await go("/help/staff");
  await shoot("guide", "办事指南（科技局）");

  await changeTo("enterprise");
  await go("/needs/new");
  await page.getByLabel("需求名称").fill("电镀废水络合镍稳定达标");
  await page
    .getByLabel("需求描述")
    .fill("电镀车间废水含络合镍，加碱沉淀后总镍仍有 0.8 mg/L，换过两种破络剂不稳定；希望降到 0.1 mg/L 以下。");
  await page.locator(".check-score").waitFor();
  await page.getByText("已自动保存").first().waitFor();
  await shoot("need-form", "发布需求：旁边是体检，草稿自动保存");
  await go(`/search?q=${encodeURIComponent("废水")}`);
  await shoot("search", "检索：需求、专家、成果一起，词句标出");
  await go(`/search?kind=expert&region=330300&q=${encodeURIComponent("卫星遥感测绘")}`);
  await shoot("search-none", "没有结果：去掉哪个筛选可得几条，相近的说法");
  await go(`/search?kind=need&q=${encodeURIComponent(need)}`);
  const id = /[0-9a-f-]{36}/.exec((await page.locator("main a[href^='/needs/']").first().getAttribute("href"))!)![0];
  await go(`/needs/${id}`);
  await shoot("need", "需求");
  await go(`/needs/${id}/disclosure`);
  await shoot("disclosure", "别人看到什么");
  await go(`/needs/${id}/matches`);
  await shoot("matches", "推荐的专家和理由");
  await page.locator(".match-list a[href*='/matches/experts/']").first().click();
  await page.waitForURL(/matches\/experts/);

  await shoot("explanation", "匹配依据：得分从哪里来，哪些词句对得上");

  await changeTo("staff");
  await shoot("home-staff", "科技局的首页：现在要办的事");
  await go(`/needs/${id}/matches`);
  await page.getByLabel("名单名称").fill(listTitle);
  await button("新建名单并加入").click();
  await page.waitForURL(/#lists/);
  await shoot("need-lists", "从需求加入对接名单", "#lists");
  const list = await link(listTitle).getAttribute("href");
  await go(`${list}/add`);
  for (const box of await page
    .locator("input[name=add]:not(:checked)")
    .all()
    .then((boxes) => boxes.slice(0, 4)))
    await box.check();
  await button("加入勾选的需求").click();
  await link("打开工作台").click();
  for (let at = 1; at <= 5; at += 1) {
    for (let count = 1; count <= 3; count += 1) {
      await button("选入").click();
      await page.waitForFunction((all) => document.querySelectorAll("[data-sortable] > li").length === all, count);
    }
    if (at === 5) break;
    const here = new URL(page.url()).pathname;
    await link("下一需求").click();
    await page.waitForURL((url) => url.pathname !== here);
  }
  await go(`${list}/needs/${id}?target=experts`);
  await shoot("workbench", "工作台：左边需求，右边候选");
  for (const box of await page
    .locator("input[name=c]")
    .all()
    .then((boxes) => boxes.slice(0, 3)))
    await box.check();
  await button("比较").click();
  await page.waitForURL(/compare/);
  await shoot("compare", "比较几位候选");
  await go(list!);
  await button("审定本版").click();
  await page.locator(`a[href="${list}/versions/1"]`).waitFor();
  await shoot("list", "对接名单");
  await go(`${list}/versions/1/share`);
  await shoot("share", "分享：复制文字，建立链接");
  await go(`${list}/paper`);
  await shoot("paper-kinds", "打印与导出");
  for (const kind of ["list", "handbook"]) {
    await go(`${list}/paper`);
    await page.fill(`#${kind}-reason`, "对接会参会资料");
    await page.locator(`section[aria-labelledby=${kind}-title] button[type=submit]`).click();
    await page.waitForURL(/printouts/);
    await shoot(kind === "list" ? "paper" : "handbook", kind === "list" ? "可以打印的对接名单" : "对接手册");
  }
  await go(list!);
  await button("发送给双方").click();
  await page.getByText("已发送").first().waitFor();

  await changeTo("university");
  await shoot("home-university", "高校的首页：现在要办的事");
  await go("/answers");
  await shoot("answers", "对接答复");
  await changeTo("enterprise");
  await shoot("home-enterprise", "企业的首页：现在要办的事");
  await go("/inbox");
  await shoot("inbox", "消息");
  await changeTo("staff");
  await go("/statistics");
  await shoot("statistics", "统计：每个数字都能打开所数的记录");
  await changeTo("admin");
  await go("/admin/users");
  await shoot("users", "用户管理");
  await changeTo("auditor");
  await go("/audit");
  await shoot("audit", "审计记录");
  await page.getByRole("button", { name: /长辈版/ }).click();
  await go(`/search?q=${encodeURIComponent("废水")}`);
  await shoot("large-print", "长辈版");
}
