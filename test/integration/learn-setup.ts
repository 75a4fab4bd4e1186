import { logDecision } from "../../src/app/decision/log-decision.ts";
import { getMatches } from "../../src/app/match/get-matches.ts";
import type { MatchView } from "../../src/app/match/match-view.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import type { Database } from "../../src/db/database.ts";
import { listRunItems } from "../../src/db/match-runs.ts";
import type { FactorValues } from "../../src/domain/matching/score.ts";
import type { RecordOf } from "../../src/domain/shared/record-content.ts";
import { createMatchContext, type MatchTestContext } from "./match-setup.ts";

const topics = ["化学镀镍废水除镍", "次磷酸盐氧化破络", "电镀污泥铜镍回收", "总磷深度处理", "络合镍树脂吸附"];
const regions = ["330302", "330100", "320500", "440300"];

export interface LearnStage extends MatchTestContext {
  needs: RecordOf<"need">[];
  matches(need: RecordOf<"need">, limit?: number): Promise<MatchView>;
  /** Logs ten decisions on each need's list: the half that `value` puts first is kept, the other excluded. */
  decideAll(value: (factors: FactorValues) => number, needs?: readonly RecordOf<"need">[]): Promise<void>;
}

/** Needs and experts of one trade whose texts, records and regions differ, indexed. */
export async function learnStage(db: Database, needCount = 24): Promise<LearnStage> {
  const made = await createMatchContext(db);
  const { ctx, indexer } = made;
  const topic = (n: number) => topics[n % topics.length]!;
  const needs: RecordOf<"need">[] = [];
  for (let n = 0; n < needCount; n += 1) {
    const content = {
      title: `${topic(n)}第${n}号产线`,
      description: `电镀园区${topic(n)}，兼顾${topic(n + 1)}，现有工艺不达标。`,
      regionCode: regions[n % regions.length],
    };
    needs.push(await createRecord({ ctx, kind: "need", input: { content } }));
  }
  for (let n = 0; n < 16; n += 1) {
    const content = {
      name: `专家${n}`,
      researchDirections: [topic(n), ...(n % 3 === 0 ? [topic(n + 1)] : []), "电镀园区废水"],
      regionCode: regions[(n * 3) % regions.length],
      cooperationCount: 6,
      successCount: (n * 5) % 7,
      lastActiveYear: 2012 + (n % 14),
    };
    await createRecord({ ctx, kind: "expert", input: { content } });
  }
  await indexer.drain();
  const matches = (need: RecordOf<"need">, limit = 50) =>
    getMatches({ ctx, input: { subject: { kind: "need", id: need.id }, targetKind: "expert", limit } });
  return {
    ...made,
    needs,
    matches,
    async decideAll(value, chosen = needs) {
      for (const need of chosen) {
        const { run } = await matches(need, 1);
        const shown = await listRunItems(ctx.db.orm, run.id, 10);
        const kept = new Set(
          shown
            .toSorted((a, b) => value(b.factors) - value(a.factors))
            .slice(0, 5)
            .map(({ targetId }) => targetId),
        );
        for (const { targetId } of shown) {
          const action = kept.has(targetId) ? ("include" as const) : ("exclude" as const);
          const reason = action === "exclude" ? ("weak_record" as const) : null;
          await logDecision({ ctx, runId: run.id, input: { targetId, action, reason } });
        }
      }
    },
  };
}
