import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { instant } from "./columns.ts";

export type ImportStatus = "running" | "done";

/** One upload. Its counts move in the same transaction as the rows they count, so a broken import resumes where it stopped. */
export const importBatchTable = pgTable(
  "import_batch",
  {
    id: text("id").primaryKey(),
    kind: text("kind").$type<EntityKind>().notNull(),
    fileName: text("file_name").notNull(),
    sha256: text("sha256").notNull(),
    /** SHA-256 over all row hashes: the same file read with another column mapping is another import. */
    fingerprint: text("fingerprint").notNull(),
    status: text("status").$type<ImportStatus>().notNull(),
    total: integer("total").notNull(),
    /** Rows dealt with, from the first. */
    processed: integer("processed").notNull(),
    created: integer("created").notNull(),
    updated: integer("updated").notNull(),
    unchanged: integer("unchanged").notNull(),
    /** RowIssue[] of the rows dealt with. */
    issues: jsonb("issues").$type<readonly unknown[]>().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [index("import_batch_fingerprint").on(table.kind, table.fingerprint)],
);

/** Which record an imported row became, by the row's key, and what the row said last time. */
export const importRowTable = pgTable(
  "import_row",
  {
    kind: text("kind").$type<EntityKind>().notNull(),
    /** `number:` and the author's 编号, else `hash:` and the row hash. */
    key: text("key").notNull(),
    recordId: text("record_id").notNull(),
    /** SHA-256 of content and contact as imported. */
    rowHash: text("row_hash").notNull(),
    batchId: text("batch_id").notNull(),
    sheet: text("sheet").notNull(),
    row: integer("row").notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.key] })],
);
