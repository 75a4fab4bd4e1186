import { index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { ReturnReason, ReviewDecision } from "../../domain/need/review.ts";
import { instant } from "./columns.ts";

/** What staff decided about needs that were handed in. Rows are only added. */
export const needReviewTable = pgTable(
  "need_review",
  {
    id: text("id").primaryKey(),
    needId: text("need_id").notNull(),
    /** Version of the need that was read. */
    needVersion: integer("need_version").notNull(),
    decision: text("decision").$type<ReviewDecision>().notNull(),
    reasons: jsonb("reasons").$type<readonly ReturnReason[]>().notNull(),
    note: text("note").notNull(),
    decidedBy: text("decided_by").notNull(),
    decidedAt: instant("decided_at").notNull(),
  },
  (table) => [index("need_review_need").on(table.needId, table.needVersion)],
);
