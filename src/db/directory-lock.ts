import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { AppError } from "../domain/shared/errors.ts";
import { processStart } from "./process-start.ts";

/** Sole right to a data directory, until released or the process ends. */
export interface DirectoryLock {
  /** Absolute. */
  readonly directory: string;
  /** Lets a refused process name where this one answers. */
  recordUrl(url: string): Promise<void>;
  release(): Promise<void>;
}

const holderSchema = z.object({
  pid: z.number().int(),
  host: z.string(),
  /** Names this very process where the system tells, so that a reused pid is not taken for it; else null. */
  start: z.string().nullable(),
  url: z.string().nullable(),
  released: z.boolean(),
});
type Holder = z.infer<typeof holderSchema>;

const LOCK_NAME = /^lock-(\d{9})\.json$/;
/** A holder shows it lives this often; one on another host, whose pids we cannot see, is dead after missing several. */
const HEARTBEAT_MS = 5_000;
const FOREIGN_DEAD_MS = 30_000;

/**
 * Locks a data directory, creating it if need be.
 *
 * Each holder owns a numbered file; the highest number is the lock. A dead or released lock is never deleted but outnumbered:
 * `link` creates the next number whole or not at all, and one who finds a still higher number afterwards has lost. Lower
 * numbers are swept by the new holder.
 * @throws AppError `conflict` with reason `directory_locked`, naming the holder
 */
export async function lockDirectory(path: string): Promise<DirectoryLock> {
  const directory = resolve(path);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    start: await processStart(process.pid),
    url: null,
    released: false,
  };
  for (;;) {
    const highest = await highestNumber(directory);
    const holder = highest === 0 ? null : await readHolder(directory, highest);
    if (holder !== null && (await isAlive(holder, lockFile(directory, highest)))) throw locked(directory, holder);
    const number = highest + 1;
    if (!(await createWhole(directory, number, mine))) continue;
    if ((await highestNumber(directory)) !== number) {
      await rm(lockFile(directory, number), { force: true });
      continue;
    }
    await sweep(directory, number);
    return hold(directory, number, mine);
  }
}

function hold(directory: string, number: number, mine: Holder): DirectoryLock {
  const file = lockFile(directory, number);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();
  let released = false;
  return {
    directory,
    recordUrl: (url) => replaceWhole(directory, number, { ...mine, url }),
    async release() {
      if (released) return;
      released = true;
      clearInterval(heartbeat);
      await replaceWhole(directory, number, { ...mine, released: true });
    },
  };
}

async function isAlive(holder: Holder, file: string): Promise<boolean> {
  if (holder.released) return false;
  if (holder.host !== hostname()) {
    const seen = await stat(file).catch(() => null);
    return seen !== null && Date.now() - seen.mtimeMs < FOREIGN_DEAD_MS;
  }
  if (!pidExists(holder.pid)) return false;
  const start = await processStart(holder.pid);
  return holder.start === null || start === null || holder.start === start;
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but is another user's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function locked(directory: string, holder: Holder): AppError {
  const where = holder.host === hostname() ? "" : `（主机 ${holder.host}）`;
  const url = holder.url === null ? "" : `，正在 ${holder.url} 提供服务`;
  return new AppError(
    "conflict",
    `数据目录正被进程 ${holder.pid}${where}使用${url}。请先停止该进程，或改用其他数据目录。`,
    {
      reason: "directory_locked",
      issues: [
        {
          where: directory,
          found: `pid ${holder.pid}${holder.url === null ? "" : ` ${holder.url}`}`,
          expected: "未被占用",
        },
      ],
    },
  );
}

/** 0 when nobody ever locked the directory. */
async function highestNumber(directory: string): Promise<number> {
  return Math.max(0, ...(await lockNumbers(directory)));
}

async function lockNumbers(directory: string): Promise<number[]> {
  return (await readdir(directory)).flatMap((name) => LOCK_NAME.exec(name)?.slice(1, 2).map(Number) ?? []);
}

/** null when the file is gone or no lock of ours: then it protects nothing. */
async function readHolder(directory: string, number: number): Promise<Holder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(lockFile(directory, number), "utf8")));
  } catch {
    return null;
  }
}

async function createWhole(directory: string, number: number, holder: Holder): Promise<boolean> {
  const draft = await writeDraft(directory, holder);
  try {
    await link(draft, lockFile(directory, number));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function replaceWhole(directory: string, number: number, holder: Holder): Promise<void> {
  await rename(await writeDraft(directory, holder), lockFile(directory, number));
}

async function writeDraft(directory: string, holder: Holder): Promise<string> {
  const draft = join(directory, `lock-draft-${randomUUID()}`);
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  return draft;
}

async function sweep(directory: string, below: number): Promise<void> {
  const old = (await lockNumbers(directory)).filter((number) => number < below);
  await Promise.all(old.map((number) => rm(lockFile(directory, number), { force: true })));
}

function lockFile(directory: string, number: number): string {
  return join(directory, `lock-${String(number).padStart(9, "0")}.json`);
}
