import { cp } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { beforeAll, describe, expect, it } from "vitest";
import { logDecision } from "../../../src/app/decision/log-decision.ts";
import { currentRun } from "../../../src/app/match/current-run.ts";
import { listRecords } from "../../../src/app/record/list-records.ts";
import { readConfig } from "../../../src/config.ts";
import { listRunItems } from "../../../src/db/match-runs.ts";
import { startWeights } from "../../../src/domain/matching/weights.ts";
import { localStaff } from "../../../src/domain/shared/principal.ts";
import { importFile } from "../../../src/entry/commands/import.ts";
import { type Installation, openInstallation } from "../../../src/entry/pick-adapters.ts";
import { projectRoot } from "../../../src/entry/project-root.ts";
import { runCli, temporaryDirectory } from "./run-cli.ts";

/** A chain of commands, each a process that loads dictionary and database. */
const chainMs = 600_000;

let few = "";
let many = "";

/** Opens a data directory in this process. */
async function within(directory: string, work: (installation: Installation) => Promise<void>): Promise<void> {
  const config = readConfig({ DUIJIE_DATA_DIR: directory, LOG_LEVEL: "silent" }, {});
  const installation = await openInstallation(config, pino({ level: "silent" }));
  await work(installation);
  await installation.close();
}

/** Ten decisions on the expert lists of some needs. */
async function decide({ context }: Installation, from: number, to: number): Promise<void> {
  const ctx = context(localStaff);
  const { items: needs } = await listRecords({ ctx, kind: "need", input: { limit: 100 } });
  for (const need of needs.slice(from, to)) {
    const { run } = await currentRun(ctx, need, "expert");
    const shown = await listRunItems(ctx.db.orm, run.id, 10);
    // Staff who care for nearness first, then for recent work.
    const value = ({ factors }: (typeof shown)[number]) => 2 * (factors.region ?? 0) + (factors.recency ?? 0);
    const kept = new Set(shown.toSorted((a, b) => value(b) - value(a)).slice(0, 5));
    for (const item of shown) {
      const verdict = kept.has(item)
        ? { action: "include" as const }
        : { action: "exclude" as const, reason: "too_far" as const };
      await logDecision({ ctx, runId: run.id, input: { targetId: item.targetId, ...verdict } });
    }
  }
}

/** The sample needs and experts, with decisions on 3 lists in one directory and on 24 in the other. */
beforeAll(async () => {
  [few, many] = [await temporaryDirectory(), await temporaryDirectory()];
  await within(few, async (installation) => {
    await importFile(installation, "expert", join(projectRoot, "data/sample/专家.xlsx"));
    await importFile(installation, "need", join(projectRoot, "data/sample/技术需求.xlsx"));
    await decide(installation, 0, 3);
  });
  await cp(few, many, { recursive: true });
  await within(many, (installation) => decide(installation, 3, 24));
}, chainMs);

async function installation(seeded: string) {
  const directory = await temporaryDirectory();
  await cp(seeded, directory, { recursive: true });
  return (...args: string[]) => runCli(["learn", ...args], { DUIJIE_DATA_DIR: directory, LOG_LEVEL: "warn" });
}

describe("duijie learn", () => {
  it(
    "proposes, applies and restores, and says why it refuses",
    async () => {
      const run = await installation(many);
      const told = await run();
      expect(told.code).toBe(0);
      const lines = told.stdout.trimEnd().split("\n");
      const version = /^方案\t(\S+)\t/.exec(lines[0]!)![1]!;
      expect(version).toMatch(/^learnt-\d{4}-\d\d-\d\d-1$/);
      expect(lines.filter((line) => line.startsWith("权重\t"))).toHaveLength(7);
      expect(told.stdout).toMatch(/^权重\t地域\t0\.05 → 0\.\d+\t\+/m);
      expect(told.stdout).toMatch(/^依据\t取舍 240 条，需求 24 项/m);
      expect(told.stdout).toMatch(/^留出检验\t24 项需求中.*通过$/m);
      expect(told.stdout).toMatch(/^重放\t24 份名单/m);
      expect(told.stdout).toMatch(/^变动\t.+\t专家 .+\t第 \d+ 位 → 第 \d+ 位$/m);
      expect(told.stderr).toContain(`duijie learn --apply ${version} --yes`);

      const unsure = await run("--apply", version);
      expect([unsure.code, unsure.stdout]).toEqual([2, ""]);
      expect(unsure.stderr).toContain("--yes");
      const applied = await run("--apply", version, "--yes", "--json");
      expect(applied.code).toBe(0);
      expect(JSON.parse(applied.stdout)).toMatchObject({ version, status: "applied", base: startWeights.version });
      expect((await run("--restore", startWeights.version, "--yes")).code).toBe(0);
      const refused = await run("--discard", version);
      expect([refused.code, refused.stdout]).toEqual([1, ""]);
      expect(refused.stderr).toContain("只有待定的方案可以放弃");
      const list = JSON.parse((await run("--list", "--json")).stdout) as { version: string; status: string }[];
      expect(list.map((each) => [each.version, each.status])).toEqual([
        [startWeights.version, "applied"],
        [version, "superseded"],
      ]);
    },
    chainMs,
  );

  it(
    "says what is missing, and refuses what makes no sense",
    async () => {
      const run = await installation(few);
      const tooFew = await run();
      expect([tooFew.code, tooFew.stdout]).toEqual([1, ""]);
      expect(tooFew.stderr).toContain("还差 170 条");
      const list = await run("--list");
      expect([list.code, list.stdout]).toEqual([0, expect.stringContaining(`${startWeights.version}\t生效中\t`)]);
      const senseless = [["--list", "--discard", "x"], ["--restore", "x"], ["--apply"], ["--forget"]];
      const refused = await Promise.all(senseless.map((args) => run(...args)));
      expect(refused.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    },
    chainMs,
  );
});
