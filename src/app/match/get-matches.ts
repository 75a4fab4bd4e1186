import { z } from "zod";
import { listRunItems } from "../../db/match-runs.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { getRecord } from "../record/get-record.ts";
import { getRecords } from "../record/get-records.ts";
import { currentWeights, storedWeights } from "../weights/current-weights.ts";
import { storedPlaces } from "./compute-matches.ts";
import { currentRun } from "./current-run.ts";
import { requireMatching } from "./database-pool.ts";
import { matchDescriber, partyOf } from "./describe-match.ts";
import type { MatchView } from "./match-view.ts";
import { quoted } from "./quoted.ts";
import { requireCounterpart } from "./require-counterpart.ts";
import { isOutdated, staleLabels } from "./staleness.ts";
import { storedPair } from "./stored-pair.ts";
import { termCommonness } from "./term-commonness.ts";

const inputSchema = z.strictObject({
  subject: z.strictObject({ kind: z.enum(entityKinds), id: z.string() }),
  targetKind: z.enum(entityKinds),
  limit: z.int().min(1).max(100).default(10),
});
export type GetMatchesInput = z.input<typeof inputSchema>;

/** The ranked counterparts of one record the principal answers for, each with its reasons; at most 50 places.
 * Candidates hidden since the list was made are left out, for members also changed ones. Ranks stay those of the list.
 * @param among ids of the candidates to be put into words; all of them by default
 * @throws AppError `not_found`; `unavailable` when no list can be had */
export async function getMatches({
  ctx,
  input,
  among,
}: {
  ctx: AppContext;
  input: GetMatchesInput;
  among?: ReadonlySet<string> | undefined;
}): Promise<MatchView> {
  const { subject: asked, targetKind, limit } = parseInput(inputSchema, input);
  requireCounterpart(asked.kind, targetKind);
  const subject = (await getRecord({ ctx, ...asked, action: "match" })) as AnyRecord;
  const matching = requireMatching(ctx);
  const { run, staleness } = await currentRun(ctx, subject, targetKind);
  const weights = (await storedWeights(ctx, run.weightsVersion)) ?? (await currentWeights(ctx));
  const best = await listRunItems(ctx.db.orm, run.id, Math.min(limit, storedPlaces));
  const items = among === undefined ? best : best.filter(({ targetId }) => among.has(targetId));
  const records = await getRecords({
    ctx,
    kind: targetKind,
    ids: items.map((item) => item.targetId),
    onlySearchable: true,
  });
  const targets = new Map(records.map((record) => [record.id, record as AnyRecord]));
  const { analyser, fields, regionName } = matching;
  const commonness = await termCommonness(ctx, subject, targetKind, analyser);
  const describe = matchDescriber(subject, { analyser, commonness, weights, regionName });
  return {
    subject: partyOf(subject, regionName),
    targetKind,
    run: {
      id: run.id,
      createdAt: run.createdAt,
      weightsVersion: run.weightsVersion,
      indexVersion: run.indexVersion,
      stale: staleness === null ? null : { reason: staleness, label: staleLabels[staleness] },
      pending: false,
    },
    items: items.flatMap((item) => {
      const target = targets.get(item.targetId);
      if (target === undefined || isOutdated(run, item, target)) return [];
      const pair = storedPair(run, item, subject, target, weights, fields.guess);
      return [quoted(describe(target, pair))];
    }),
  };
}
