import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { connectPglite } from "../../src/db/connect-pglite.ts";
import { lockDirectory } from "../../src/db/directory-lock.ts";
import { processStart } from "../../src/db/process-start.ts";

const CHILD = new URL("../support/lock-child.ts", import.meta.url).pathname;
const children: ChildProcess[] = [];
const directories: string[] = [];
let directory = "";

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "duijie-lock-"));
  directories.push(directory);
});

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const path of directories) await rm(path, { recursive: true, force: true });
});

describe("lockDirectory", () => {
  it("refuses a second holder, naming pid and address, until released", async () => {
    const lock = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toMatchObject({
      code: "conflict",
      reason: "directory_locked",
      message: expect.stringContaining(`进程 ${process.pid}使用`),
    });
    await lock.recordUrl("http://127.0.0.1:8787");
    await expect(lockDirectory(directory)).rejects.toThrow("正在 http://127.0.0.1:8787 提供服务");
    await lock.release();
    await lock.release();
    const next = await lockDirectory(directory);
    await next.release();
    expect(await readdir(directory)).toEqual(["lock-000000002.json"]);
  });

  it("lets exactly one of ten processes in, every time", async () => {
    for (let round = 0; round < 3; round += 1) {
      const go = join(directory, "go");
      const starters = Array.from({ length: 10 }, () => start(directory, go));
      await Promise.all(starters.map(({ next }) => next("ready")));
      await writeFile(go, "");
      const answers = await Promise.all(starters.map(({ next }) => next("locked", "refused")));
      expect(answers.filter(({ word }) => word === "locked")).toHaveLength(1);
      const winner = starters[answers.findIndex(({ word }) => word === "locked")]!;
      for (const { word, rest } of answers) {
        if (word !== "refused") continue;
        const [pid, ms] = rest.split(" ").map(Number);
        expect(pid).toBe(winner.child.pid);
        expect(ms).toBeLessThan(2_000);
      }
      // The next round starts from a lock whose holder was killed.
      await Promise.all(starters.map(({ child }) => kill(child)));
      await rm(go);
    }
  });

  it("takes over from the dead, but not from the living, and is not fooled by a reused pid", async () => {
    const holder = start(directory, null);
    await holder.next("locked");
    await expect(lockDirectory(directory)).rejects.toThrow(`进程 ${holder.child.pid}`);
    await kill(holder.child);
    const lock = await lockDirectory(directory);
    await lock.release();

    const start1 = await processStart(process.pid);
    expect(start1).not.toBeNull();
    const dead = { pid: process.pid, host: hostname(), start: `${start1}0`, url: null, released: false };
    await writeFile(join(directory, "lock-000000050.json"), JSON.stringify(dead));
    await (await lockDirectory(directory)).release();
    const living = { ...dead, start: start1 };
    await writeFile(join(directory, "lock-000000060.json"), JSON.stringify(living));
    await expect(lockDirectory(directory)).rejects.toMatchObject({ reason: "directory_locked" });
  });

  it("waits for the heartbeat of a holder on another host, whose pids it cannot see", async () => {
    const file = join(directory, "lock-000000007.json");
    const foreign = { pid: 1, host: "elsewhere", start: null, url: null, released: false };
    await writeFile(file, JSON.stringify(foreign));
    await expect(lockDirectory(directory)).rejects.toThrow("主机 elsewhere");
    const { utimes } = await import("node:fs/promises");
    const longAgo = new Date(Date.now() - 31_000);
    await utimes(file, longAgo, longAgo);
    await (await lockDirectory(directory)).release();
  });

  it("is held by an embedded database until that is closed", async () => {
    const db = await connectPglite({ lock: await lockDirectory(directory) });
    expect(db.can).toEqual({ concurrentConnections: false, listenNotify: false, durableOnPowerLoss: false });
    await expect(lockDirectory(directory)).rejects.toMatchObject({ reason: "directory_locked" });
    await db.close();
    await db.close();
    await (await lockDirectory(directory)).release();
  });

  it("is released when the database cannot be opened", async () => {
    await writeFile(join(directory, "database"), "not a directory");
    const broken = connectPglite({ lock: await lockDirectory(directory) });
    await expect(broken).rejects.toMatchObject({ code: "unavailable", reason: "database_unreadable" });
    await (await lockDirectory(directory)).release();
    expect(await readFile(join(directory, "database"), "utf8")).toBe("not a directory");
  });
});

/** A process that locks `at` when the file `go` appears (at once without one) and says what came of it. */
function start(at: string, go: string | null) {
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, at, ...(go === null ? [] : [go])], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    async next(...expected: string[]): Promise<{ word: string; rest: string }> {
      const line = await lines.next();
      const [word = "", ...rest] = String(line.value ?? "").split(" ");
      if (!expected.includes(word)) throw new Error(`expected ${expected.join(" or ")}, got “${line.value}”`);
      return { word, rest: rest.join(" ") };
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
