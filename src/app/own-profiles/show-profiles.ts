import { inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { enqueue } from "../../db/outbox.ts";
import { recordTable } from "../../db/schema/record.ts";
import type { AuditDeed } from "../../domain/audit/entry.ts";
import type { Visibility } from "../../domain/shared/entity.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { lockChain } from "../audit/chain-end.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { missingConsent, statesOfEach } from "../privacy/consents.ts";
import { type BulkOutcome, type ChosenRow, chooseRows, nameLeft, rowSelection, staleReason } from "./choose-rows.ts";
import type { ProfileKind } from "./own-rows.ts";

/** What many profiles may be set to at once; hidden is what withdrawing makes of one. */
export const bulkVisibilities = ["public", "signedIn", "private"] as const satisfies readonly Visibility[];

const inputSchema = z.strictObject({
  visibility: z.enum(bulkVisibilities, { error: "请选择公开范围" }),
  selection: rowSelection,
});

/** Rows audited by one statement, far below the protocol's limit of parameters. */
const CHUNK = 1_000;

/**
 * Sets who may see profiles of one's own. An expert who did not agree to be shown so widely is left and named, and so are rows changed
 * after they were shown. Each change is audited by itself.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input`; as {@link chooseRows}, and then nothing is changed
 */
export async function showProfiles({
  ctx,
  kind,
  input,
}: {
  ctx: AppContext;
  kind: ProfileKind;
  input: unknown;
}): Promise<BulkOutcome> {
  const { visibility, selection } = parseInput(inputSchema, input);
  return ctx.db.transaction(async (tx) => {
    // Before the rows and the consents: whoever takes a consent back takes this lock too, and then the row.
    await lockChain(tx);
    const { current, stale } = await chooseRows(ctx, tx, kind, selection);
    const reasons = new Map(stale.map((id) => [id, staleReason(kind)]));
    const others = current.filter((row) => row.visibility !== visibility);
    if (kind === "expert") {
      const states = await statesOfEach(
        tx,
        others.map(({ id }) => id),
      );
      for (const [id, state] of states) {
        const missing = missingConsent(state, visibility);
        if (missing !== null) reasons.set(id, missing.message);
      }
    }
    const changing = others.filter(({ id }) => !reasons.has(id));
    await writeVisibility(ctx, tx, kind, changing, visibility);
    const left = await nameLeft(ctx, tx, kind, reasons);
    return { done: changing.length, unchanged: current.length - others.length, left };
  });
}

async function writeVisibility(
  ctx: AppContext,
  tx: Orm,
  kind: ProfileKind,
  rows: readonly ChosenRow[],
  visibility: Visibility,
): Promise<void> {
  if (rows.length === 0) return;
  const table = recordTable(kind);
  const now = ctx.now();
  const written = await tx
    .update(table)
    .set({ visibility, version: sql`${table.version} + 1`, updatedAt: now })
    .where(
      inArray(
        table.id,
        rows.map(({ id }) => id),
      ),
    )
    .returning({ id: table.id, version: table.version });
  await enqueue(
    tx,
    written.map(({ id, version }) => ({ kind, id, version })),
    now,
  );
  const deeds = rows.map(
    (row): AuditDeed => ({
      action: "disclosure.change",
      subjectKind: kind,
      subjectId: row.id,
      details: { before: { visibility: row.visibility }, after: { visibility } },
    }),
  );
  for (let start = 0; start < deeds.length; start += CHUNK) {
    await appendAudit(ctx, tx, ...deeds.slice(start, start + CHUNK));
  }
}
