import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIndexer } from "../../indexer/run.ts";
import { connectPglite } from "../../src/db/connect-pglite.ts";
import { lockDirectory } from "../../src/db/directory-lock.ts";
import { migrate } from "../../src/db/migrate.ts";
import { expertTable, needTable } from "../../src/db/schema/record.ts";
import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import { lexicalParams } from "../../src/domain/matching/weights.ts";
import { createEmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import { gramsOnlyCutter } from "../../src/search/tokenizer/grams-only.ts";
import { divergence } from "../support/divergence.ts";
import { type Acknowledged, violations } from "../support/import-checker.ts";
import { FILE_ROWS } from "../support/import-file.ts";
import { seededRandom } from "../support/random.ts";

const CHILD = new URL("../support/import-child.ts", import.meta.url).pathname;
/** Ten in the long run (npm run test:soak): each costs ten seconds. */
const KILLS = process.env.SOAK === "1" ? 10 : 5;
const SEED = 20260105;
let directory = "";

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "duijie-kill-"));
  // Creating the database is not what is tested here, and takes longest.
  const db = await connectPglite({ lock: await lockDirectory(directory) });
  await migrate(db);
  await db.close();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe("kill -9 during an import", () => {
  it(`loses and doubles nothing over ${KILLS} kills, and the index comes to agree`, { timeout: 600_000 }, async () => {
    const random = seededRandom(SEED);
    const acknowledged: Acknowledged = { rows: new Map(), forms: new Set() };
    let file = 0;
    let kills = 0;
    while (kills < KILLS) {
      const run = start(directory, file, acknowledged);
      await run.opened;
      if (kills === 0) await refusesSecond(run.child.pid!);
      // Each chunk prints a line, so a line plus a few milliseconds lands before, in and behind a commit.
      const line = 1 + Math.floor(random() * 12);
      const killed = await run.killAfter(line, random() * 60);
      if (killed) kills += 1;
      if (!killed || acknowledged.rows.get(file) === FILE_ROWS) file += 1;
      const state = await inspect(acknowledged);
      expect(state.violations, `kill ${kills} after ${line} lines, file ${file}`).toEqual([]);
      expect(state.differences).toEqual([]);
    }
    const last = start(directory, file, acknowledged);
    await last.ended;
    expect(acknowledged.rows.get(file)).toBe(FILE_ROWS);
    const state = await inspect(acknowledged);
    expect(state.violations).toEqual([]);
    expect(state.differences).toEqual([]);
    expect(state.needs).toBe(FILE_ROWS * (file + 1));
    console.log(
      `${kills} kills over ${file + 1} files: ${state.needs} rows and ${acknowledged.forms.size} acknowledged forms kept, slowest recovery ${Math.round(slowestMs)} ms`,
    );
  });

  it("is caught when a process acknowledges before it commits", { timeout: 300_000 }, async () => {
    const acknowledged: Acknowledged = { rows: new Map(), forms: new Set() };
    const run = start(directory, 99, acknowledged, "early");
    await run.ended;
    const { violations: found } = await inspect(acknowledged);
    expect(
      found.filter((violation) => /^F99-\d+ was acknowledged and is gone$/.test(violation)).length,
    ).toBeGreaterThan(100);
  });

  it("is caught when a row is stored twice, lost, or left out of the index", { timeout: 300_000 }, async () => {
    const db = await connectPglite({ lock: await lockDirectory(directory) });
    const rows = await db.orm.select().from(needTable).limit(2);
    const [kept, lost] = [rows[0]!, rows[1]!];
    const { seq: _seq, ...copy } = kept;
    await db.orm.insert(needTable).values({ ...copy, id: "copy" });
    await db.orm.delete(needTable).where(eq(needTable.id, lost.id));
    const file = Number(/^F(\d+)-/.exec(lost.number!)![1]);
    const found = await violations(db, { rows: new Map([[file, FILE_ROWS]]), forms: new Set(["missing"]) });
    expect(found).toEqual(
      expect.arrayContaining([
        `${kept.number} is stored 2 times`,
        `${lost.number} was acknowledged and is gone`,
        "form missing was acknowledged and is gone",
      ]),
    );
    const search = createEngine();
    await search.loadSnapshot(join(directory, "index"));
    expect(await divergence(db, search)).toEqual(
      expect.arrayContaining(["need copy: undefined → 1", `need ${lost.id}: 1 → no record`]),
    );
    await db.close();
  });
});

let slowestMs = 0;

/** Opens the directory as the next process would, lets the indexer start, and compares everything. */
async function inspect(acknowledged: Acknowledged) {
  const started = performance.now();
  const db = await connectPglite({ lock: await lockDirectory(directory) });
  await migrate(db);
  const search = createEngine();
  await search.loadSnapshot(join(directory, "index"));
  const indexer = createIndexer({ db, search, now: () => new Date(), log: () => {} });
  await indexer.start();
  await indexer.drain();
  slowestMs = Math.max(slowestMs, performance.now() - started);
  const result = {
    violations: await violations(db, acknowledged),
    differences: await divergence(db, search),
    needs: (await db.orm.select({ id: needTable.id }).from(needTable)).length,
    experts: (await db.orm.select({ id: expertTable.id }).from(expertTable)).length,
  };
  await indexer.stop();
  await db.close();
  return result;
}

function createEngine() {
  return createEmbeddedEngine({
    analyser: createAnalyser(gramsOnlyCutter),
    params: lexicalParams,
    directory: join(directory, "index"),
  });
}

/** The second process must end at once, naming the first. Its own start is not counted. */
async function refusesSecond(pid: number): Promise<void> {
  const second = spawn(process.execPath, ["--import", "tsx", CHILD, directory, "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  second.stdout.on("data", (data) => {
    said += data;
  });
  const [code] = await once(second, "exit");
  expect(code).toBe(1);
  expect(said).toContain(`refused 数据目录正被进程 ${pid}使用`);
}

function start(at: string, file: number, acknowledged: Acknowledged, mode = "true") {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", CHILD, at, String(file), mode], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let lines = 0;
  let onLine = () => {};
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reader = createInterface({ input: child.stdout! });
  reader.on("line", (line) => {
    const [word, value = ""] = line.split(" ");
    if (word === "open") open();
    if (word === "rows") {
      acknowledged.rows.set(file, Math.max(Number(value), acknowledged.rows.get(file) ?? 0));
      lines += 1;
      onLine();
    }
    if (word === "form") acknowledged.forms.add(value);
  });
  const ended = Promise.all([once(child, "exit"), once(reader, "close")]);
  return {
    child,
    opened: Promise.race([opened, ended]),
    ended,
    /** @returns whether it was killed before it ended by itself */
    async killAfter(wanted: number, ms: number): Promise<boolean> {
      const reached = new Promise<void>((resolve) => {
        onLine = () => {
          if (lines >= wanted) resolve();
        };
      });
      await Promise.race([reached, ended]);
      await sleep(ms);
      const killed = child.exitCode === null;
      child.kill("SIGKILL");
      await ended;
      return killed;
    },
  };
}
