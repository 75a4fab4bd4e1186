import { z } from "zod";
import { type LoggedDecision, listRunDecisions } from "../../db/match-decisions.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { visibleRun } from "./visible-run.ts";

const inputSchema = z.strictObject({
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^[0-9a-z]{1,11}$/, { error: "翻页标记无效，请从第一页开始" })
    .transform((cursor) => Number.parseInt(cursor, 36))
    .pipe(z.int().positive())
    .optional(),
  limit: z.int().min(1).max(200).default(100),
});
export type ListDecisionsInput = z.input<typeof inputSchema>;

export interface DecisionPage {
  items: LoggedDecision[];
  /** null on the last page. */
  nextCursor: string | null;
}

/** What was done on a stored list, oldest first, page by page.
 * @throws AppError `forbidden`, `not_found`, `invalid_input` */
export async function listDecisions({
  ctx,
  runId,
  input = {},
}: {
  ctx: AppContext;
  runId: string;
  input?: ListDecisionsInput;
}): Promise<DecisionPage> {
  requireDuty(ctx.principal, "readDecisions");
  const { cursor, limit } = parseInput(inputSchema, input);
  const run = await visibleRun(ctx, runId);
  const rows = await listRunDecisions(ctx.db.orm, run.id, cursor ?? 0, limit + 1);
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? items.at(-1)!.seq.toString(36) : null };
}
