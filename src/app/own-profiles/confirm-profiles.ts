import { inArray } from "drizzle-orm";
import { z } from "zod";
import { recordTable } from "../../db/schema/record.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { lockChain } from "../audit/chain-end.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type BulkOutcome, chooseRows, nameLeft, rowSelection, staleReason } from "./choose-rows.ts";
import type { ProfileKind } from "./own-rows.ts";

const inputSchema = z.strictObject({ selection: rowSelection });

/**
 * Notes that profiles of one's own still hold. What they say stays as it is, and so do their versions: nothing is indexed anew, and a
 * form that is open elsewhere can still be saved. Rows changed after they were shown are left and named.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input`; as {@link chooseRows}, and then nothing is confirmed
 */
export async function confirmProfiles({
  ctx,
  kind,
  input,
}: {
  ctx: AppContext;
  kind: ProfileKind;
  input: unknown;
}): Promise<BulkOutcome> {
  const { selection } = parseInput(inputSchema, input);
  return ctx.db.transaction(async (tx) => {
    await lockChain(tx);
    const { current, stale } = await chooseRows(ctx, tx, kind, selection);
    const ids = current.map(({ id }) => id);
    if (ids.length > 0) {
      const table = recordTable(kind);
      await tx.update(table).set({ confirmedAt: ctx.now() }).where(inArray(table.id, ids));
      const details =
        selection.of === "picked" ? { rows: ids.length, ids } : { rows: ids.length, filter: selection.filter };
      await appendAudit(ctx, tx, { action: "record.confirm", subjectKind: kind, subjectId: "rows", details });
    }
    const left = await nameLeft(ctx, tx, kind, new Map(stale.map((id) => [id, staleReason(kind)])));
    return { done: ids.length, unchanged: 0, left };
  });
}
