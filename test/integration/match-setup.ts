import { createIndexer, type Indexer } from "../../indexer/run.ts";
import type { AppContext, MatchingSetup } from "../../src/app/context.ts";
import { createFieldGuesses, type FieldGuesses } from "../../src/app/field/field-guesses.ts";
import type { Database } from "../../src/db/database.ts";
import { findAppliedWeights, saveWeightsVersion } from "../../src/db/weights-versions.ts";
import { type Analyser, createAnalyser } from "../../src/domain/matching/analyser.ts";
import { lexicalParams, type Weights } from "../../src/domain/matching/weights.ts";
import { AppError } from "../../src/domain/shared/errors.ts";
import { parseCodeList } from "../../src/domain/taxonomy/code-list.ts";
import { loadConcepts } from "../../src/entry/load-concepts.ts";
import { loadRedaction } from "../../src/entry/load-redaction-lists.ts";
import { createEmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import type { SearchEngine } from "../../src/search/engine.ts";
import { loadCutter } from "../../src/search/tokenizer/load-cutter.ts";
import { createTestContext } from "../support/context.ts";

/** The analyser of this machine, with the product's dictionary. */
export async function testAnalyser(): Promise<Analyser> {
  return createAnalyser((await loadCutter()).cutter, await loadConcepts());
}

/** A guesser of fields that knows none, so that only declared ones count. */
export function noFields(): FieldGuesses {
  return createFieldGuesses(parseCodeList("code\tparentCode\tname"), []);
}

/** A context that matches as the product does: the real engine over the given database. */
export interface MatchTestContext {
  ctx: AppContext;
  indexer: Indexer;
  advance(ms: number): void;
  /** From now on the engine answers nothing (true) or works again (false). */
  setOutage(down: boolean): void;
  /** How often the engine was asked to rank. */
  rankings(): number;
  /** The same installation with another analyser. */
  withMatching(change: Partial<MatchingSetup>): AppContext;
  /** Puts weights in force without a word to the lists. */
  useWeights(weights: Weights): Promise<void>;
}

export async function createMatchContext(db: Database): Promise<MatchTestContext> {
  const analyser = await testAnalyser();
  const base = createTestContext(db);
  const engine = createEmbeddedEngine({ analyser, params: lexicalParams });
  let down = false;
  let ranked = 0;
  const answer = <T>(ask: () => Promise<T>): Promise<T> =>
    down ? Promise.reject(new AppError("unavailable", "搜索引擎没有回应")) : ask();
  const search: SearchEngine = {
    ...engine,
    rank: (request) => {
      ranked += 1;
      return answer(() => engine.rank(request));
    },
    termStatistics: (kind, terms) => answer(() => engine.termStatistics(kind, terms)),
    status: () => answer(() => engine.status()),
  };
  const matching: MatchingSetup = {
    analyser,
    fields: noFields(),
    redaction: await loadRedaction(),
    regionName: (code) => (code === null ? "" : `地区${code}`),
  };
  const ctx: AppContext = { ...base.ctx, search, matching };
  return {
    ctx,
    indexer: createIndexer({ db, search: engine, now: ctx.now, log: () => {} }),
    advance: base.advance,
    setOutage: (value) => {
      down = value;
    },
    rankings: () => ranked,
    withMatching: (change) => ({ ...ctx, matching: { ...matching, ...change } }),
    async useWeights(weights) {
      const inForce = await findAppliedWeights(db.orm);
      if (inForce !== undefined) await saveWeightsVersion(db.orm, { ...inForce, status: "superseded" });
      await saveWeightsVersion(db.orm, {
        weights,
        origin: "learnt",
        status: "applied",
        base: null,
        evidence: null,
        createdBy: "test",
        createdAt: ctx.now(),
        decidedBy: null,
        decidedAt: null,
      });
    },
  };
}
