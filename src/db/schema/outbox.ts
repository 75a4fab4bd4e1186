import { bigserial, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { instant } from "./columns.ts";

/** `pending`: to be indexed; `claimed`: an indexer works on it; `failed`: given up until the next change or reconcile. */
export type OutboxRowStatus = "pending" | "claimed" | "failed";

/** Changes the search index has not taken yet. One row per record: a later change raises its version. */
export const outboxTable = pgTable(
  "outbox",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    kind: text("kind").$type<EntityKind>().notNull(),
    entityId: text("entity_id").notNull(),
    version: integer("version").notNull(),
    status: text("status").$type<OutboxRowStatus>().notNull(),
    /** Claims so far for this version; an indexer that dies over a row has counted it already. */
    attempts: integer("attempts").notNull(),
    claimedAt: instant("claimed_at"),
    nextAttemptAt: instant("next_attempt_at").notNull(),
    lastError: text("last_error"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("outbox_entity").on(table.kind, table.entityId),
    index("outbox_due").on(table.status, table.nextAttemptAt),
  ],
);
