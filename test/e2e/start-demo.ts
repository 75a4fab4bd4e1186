import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { demoAccounts } from "../../src/entry/commands/demo-users.ts";
import { projectRoot } from "../../src/entry/project-root.ts";

export interface RunningDemo {
  url: string;
  /** Signs a browser in with one of the accounts that the demo prints. */
  signIn(page: Page, username: string): Promise<void>;
  stop(): Promise<void>;
}

/** `npm run demo` on a free port, in a directory of its own.
 * @param fixedClock its clock stands at the morning of 2 March 2026 */
export async function startDemo({ fixedClock }: { fixedClock: boolean }): Promise<RunningDemo> {
  const directory = await mkdtemp(join(tmpdir(), "duijie-demo-"));
  const clock = pathToFileURL(join(projectRoot, "test/e2e/fixed-clock.mjs")).href;
  const demo = spawn(process.execPath, [join(projectRoot, "bin/duijie.mjs"), "demo"], {
    env: {
      ...process.env,
      DUIJIE_DATA_DIR: directory,
      PORT: "0",
      HOST: "127.0.0.1",
      ...(fixedClock ? { NODE_OPTIONS: `--import ${clock}` } : {}),
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let told = "";
    demo.stderr.setEncoding("utf8").on("data", (text: string) => {
      told += text;
      const address = /首页\s+(http:\/\/\S+)\//.exec(told)?.[1];
      if (address !== undefined) resolve(address);
    });
    demo.once("exit", () => reject(new Error(`the demo ended: ${told}`)));
  });
  return {
    url,
    async signIn(page, username) {
      const { password } = demoAccounts.find((account) => account.username === username)!;
      await page.goto(`${url}/sign-in`);
      await page.getByLabel("用户名、手机号或邮箱").fill(username);
      await page.getByLabel("密码").fill(password);
      await page.getByRole("main").getByRole("button", { name: "登录" }).click();
      await page.locator(".account-link").waitFor();
    },
    async stop() {
      if (demo.exitCode === null) {
        demo.kill("SIGTERM");
        await once(demo, "exit");
      }
      await rm(directory, { recursive: true, force: true });
    },
  };
}
