import { matchListTable } from "../../db/schema/match-list.ts";
import { matchListContent } from "../../domain/match-list/match-list.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { type MatchListRow, regionInCharge } from "./list-scope.ts";

/** A new, empty list in the region of whoever makes it.
 * @throws AppError `forbidden`, `invalid_input` */
export async function createList({ ctx, input }: { ctx: AppContext; input: unknown }): Promise<MatchListRow> {
  requireDuty(ctx.principal, "curateLists");
  const content = parseInput(matchListContent, input);
  const now = ctx.now();
  const row: MatchListRow = {
    id: ctx.newId(),
    ...content,
    status: "draft",
    scopeRegion: regionInCharge(ctx.principal),
    createdBy: ctx.principal.id,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  await ctx.db.transaction(async (tx) => {
    await tx.insert(matchListTable).values(row);
    await appendAudit(ctx, tx, {
      action: "list.create",
      subjectKind: "list",
      subjectId: row.id,
      details: { title: row.title },
    });
  });
  return row;
}
