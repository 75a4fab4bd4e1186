import { and, desc, eq, sql } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { importBatchTable } from "../../db/schema/import.ts";
import { maskContacts } from "../../domain/redaction/mask-contacts.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { RowIssue } from "../../sheets/table.ts";
import type { AppContext } from "../context.ts";

export type ImportBatch = typeof importBatchTable.$inferSelect;

/** What one stretch of rows came to. */
export interface ChunkCounts {
  created: number;
  updated: number;
  unchanged: number;
  issues: RowIssue[];
}

export interface NewBatch {
  kind: EntityKind;
  fileName: string;
  sha256: string;
  fingerprint: string;
  total: number;
}

/** The unfinished import of the very same rows, else a new one. */
export async function resumeOrStartBatch(ctx: AppContext, batch: NewBatch): Promise<ImportBatch> {
  return ctx.db.transaction(async (tx) => {
    const unfinished = await tx
      .select()
      .from(importBatchTable)
      .where(
        and(
          eq(importBatchTable.kind, batch.kind),
          eq(importBatchTable.fingerprint, batch.fingerprint),
          eq(importBatchTable.status, "running"),
        ),
      )
      .orderBy(desc(importBatchTable.createdAt))
      .limit(1);
    if (unfinished[0] !== undefined) return unfinished[0];
    const now = ctx.now();
    const started = await tx
      .insert(importBatchTable)
      .values({
        id: ctx.newId(),
        ...batch,
        status: "running",
        processed: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        issues: [],
        createdBy: ctx.principal.id,
        createdAt: now,
        updatedAt: now,
      })
      .returning();
    return started[0]!;
  });
}

/** The batch, locked until the transaction ends, so that its rows are dealt with by one process at a time. */
export async function lockBatch(tx: Orm, id: string): Promise<ImportBatch> {
  const rows = await tx.select().from(importBatchTable).where(eq(importBatchTable.id, id)).for("update");
  return rows[0]!;
}

/** Adds the outcome of the rows before `processed`. Belongs in the transaction that wrote them. */
export async function advanceBatch(
  tx: Orm,
  batch: ImportBatch,
  processed: number,
  counts: ChunkCounts,
  now: Date,
): Promise<ImportBatch> {
  const issues = counts.issues.map((issue) => ({ ...issue, found: maskContacts(issue.found) }));
  const rows = await tx
    .update(importBatchTable)
    .set({
      processed,
      status: processed >= batch.total ? "done" : "running",
      created: batch.created + counts.created,
      updated: batch.updated + counts.updated,
      unchanged: batch.unchanged + counts.unchanged,
      issues: sql`${importBatchTable.issues} || ${JSON.stringify(issues)}::jsonb`,
      updatedAt: now,
    })
    .where(eq(importBatchTable.id, batch.id))
    .returning();
  return rows[0]!;
}
