import { z } from "zod";
import { findRunItem } from "../../db/match-runs.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { getRecord } from "../record/get-record.ts";
import { getRecords } from "../record/get-records.ts";
import { currentWeights, storedWeights } from "../weights/current-weights.ts";
import { adviseMatch } from "./advise-match.ts";
import { currentRun } from "./current-run.ts";
import { requireMatching } from "./database-pool.ts";
import { matchDescriber, partyOf } from "./describe-match.ts";
import type { MatchExplanation } from "./match-view.ts";
import { quoted } from "./quoted.ts";
import { requireCounterpart } from "./require-counterpart.ts";
import { isOutdated } from "./staleness.ts";
import { storedPair } from "./stored-pair.ts";
import { supportMatch } from "./support-match.ts";
import { termCommonness } from "./term-commonness.ts";

const reference = z.strictObject({ kind: z.enum(entityKinds), id: z.string() });
const inputSchema = z.strictObject({ subject: reference, target: reference });
export type ExplainMatchInput = z.input<typeof inputSchema>;

/** Why one pair fits: its points, the words of both sides they rest on, in context, what to ask next and what would move it up.
 * @throws AppError `not_found` when either side is out of scope or the pair is not on the list */
export async function explainMatch({
  ctx,
  input,
}: {
  ctx: AppContext;
  input: ExplainMatchInput;
}): Promise<MatchExplanation> {
  const asked = parseInput(inputSchema, input);
  requireCounterpart(asked.subject.kind, asked.target.kind);
  const { analyser, fields, regionName } = requireMatching(ctx);
  const subject = (await getRecord({ ctx, ...asked.subject, action: "match" })) as AnyRecord;
  const [target] = await getRecords({ ctx, kind: asked.target.kind, ids: [asked.target.id], onlySearchable: true });
  if (target === undefined) throw notFound("匹配");
  const { run } = await currentRun(ctx, subject, asked.target.kind);
  const stored = await findRunItem(ctx.db.orm, run.id, target.id);
  if (stored === undefined || isOutdated(run, stored, target as AnyRecord)) throw notFound("匹配");
  const commonness = await termCommonness(ctx, subject, asked.target.kind, analyser);
  const weights = (await storedWeights(ctx, run.weightsVersion)) ?? (await currentWeights(ctx));
  const pair = storedPair(run, stored, subject, target as AnyRecord, weights, fields.guess);
  const describe = matchDescriber(subject, { analyser, commonness, weights, regionName });
  return {
    subject: partyOf(subject, regionName),
    item: quoted(describe(target as AnyRecord, pair)),
    support: supportMatch(subject, target as AnyRecord, analyser, commonness),
    ...(await adviseMatch(ctx, run, stored, { subject, target: target as AnyRecord }, weights, fields.guess)),
  };
}
