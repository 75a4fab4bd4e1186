import { computeMatches } from "../../../src/app/match/compute-matches.ts";
import { getMatches } from "../../../src/app/match/get-matches.ts";
import { getRecord } from "../../../src/app/record/get-record.ts";
import type { AnyRecord } from "../../../src/domain/shared/record-content.ts";
import type { Installation } from "../../../src/entry/pick-adapters.ts";
import { latency, round } from "../figures.ts";
import { principalOf } from "./accounts.ts";
import { idOf } from "./world.ts";

export interface Opened {
  name: string;
  n: number;
  p50: number;
  p95: number;
  /** Milliseconds of processor time. */
  cpuMean: number;
}

const shownPlaces = 20;
const warmUp = 5;
const subjects = 600;

/** From a need to its best twenty, computed, stored and explained: what the first who opens it waits for. And the part of ranking and storing alone. */
export async function measureFirstOpening({ context }: Installation, count: number): Promise<Opened[]> {
  const ctx = context(principalOf("staff"));
  const opened: Opened[] = [];
  let asked = 0;
  const next = () => {
    asked += 1;
    return asked % subjects;
  };
  for (const targetKind of ["expert", "achievement"] as const) {
    const subjectOf = (n: number) => ({ kind: "need" as const, id: idOf("need", 200 + n) });
    const ranked = async (n: number) => {
      const subject = (await getRecord({ ctx, ...subjectOf(n) })) as AnyRecord;
      await computeMatches({ ctx, subject, targetKind });
    };
    const whole = async (n: number) => {
      await ranked(n);
      await getMatches({ ctx, input: { subject: subjectOf(n), targetKind, limit: shownPlaces } });
    };
    for (const [name, work] of [
      ["ranked and stored", ranked],
      [`its ${shownPlaces} explained as well`, whole],
    ] as const) {
      for (let n = 0; n < warmUp; n += 1) await work(next());
      const took: number[] = [];
      const before = process.cpuUsage();
      for (let n = 0; n < count; n += 1) {
        const from = performance.now();
        await work(next());
        took.push(performance.now() - from);
      }
      const { user, system } = process.cpuUsage(before);
      const { p50, p95 } = latency(took);
      opened.push({
        name: `need → ${targetKind}, ${name}`,
        n: count,
        p50,
        p95,
        cpuMean: round((user + system) / 1000 / count),
      });
    }
  }
  return opened;
}
