import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectRoot } from "../../src/entry/project-root.ts";
import { browserPath, startBrowser } from "../support/browser.ts";
import { playScenes } from "./play-scenes.ts";
import { shrinkPng } from "./shrink-png.ts";
import { startDemo } from "./start-demo.ts";

const folder = join(projectRoot, "docs/screens");
const sizes = [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
];
const mostBytes = 5 * 1024 * 1024;
const longMs = 900_000;
/** For layout to settle after the window changed its width. */
const settleMs = 250;

/** `SCREENS=1 npx vitest run --project e2e screens` takes the pictures of docs/screens anew. */
it.skipIf(process.env.SCREENS !== "1" || browserPath === undefined)(
  "every key screen has its picture at two widths, none scrolls sideways",
  async () => {
    const demo = await startDemo({ fixedClock: true });
    const browser = await startBrowser(sizes[0]!);
    const lines: string[] = [];
    try {
      const { page, complaints } = await browser.open();
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.clock.setFixedTime(new Date("2026-03-02T09:30:00+08:00"));
      await mkdir(folder, { recursive: true });
      for (const file of await readdir(folder)) if (file.endsWith(".png")) await rm(join(folder, file));
      await playScenes(demo, page, async (name, about, at) => {
        for (const size of sizes) {
          await page.setViewportSize(size);
          await page.evaluate(
            (there) => (there === undefined ? scrollTo(0, 0) : document.querySelector(there)?.scrollIntoView()),
            at,
          );
          await page.waitForTimeout(settleMs);
          expect([name, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([name, size.width]);
          const png = await page.screenshot({ animations: "disabled", caret: "hide" });
          await writeFile(join(folder, `${name}-${size.width}.png`), shrinkPng(png));
        }
        await page.setViewportSize(sizes[0]!);
        lines.push(`- ${about}：[1440 px](${name}-1440.png)、[360 px](${name}-360.png)`);
      });
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
      await demo.stop();
    }
    await writeFile(join(folder, "README.md"), readme(lines));
    const bytes = await Promise.all((await readdir(folder)).map(async (file) => (await stat(join(folder, file))).size));
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(mostBytes);
  },
  longMs,
);

function readme(lines: readonly string[]): string {
  return [
    "# 界面",
    "",
    "电脑 1440×900，手机 360×740，取自 `npm run demo` 的演示数据（均为虚构），时钟停在 2026 年 3 月 2 日。",
    "`SCREENS=1 npx vitest run --project e2e screens` 全部重拍。一项需求到一本手册的全程见 [../walk.md](../walk.md)。",
    "",
    ...lines,
    "",
  ].join("\n");
}
