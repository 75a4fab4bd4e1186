import { bigserial, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { GateHit } from "../../domain/matching/gates.ts";
import type { FactorValues } from "../../domain/matching/score.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { instant } from "./columns.ts";

/** `weights_changed` and `index_rebuilt` come from the matching side and a rebuild; the others from applied changes. */
export type StaleReason = "subject_changed" | "candidates_changed" | "weights_changed" | "index_rebuilt";

/** One computed list of candidates, with everything needed to compute it again. */
export const matchRunTable = pgTable(
  "match_run",
  {
    id: text("id").primaryKey(),
    /** Order of creation: the highest is the current list. */
    seq: bigserial("seq", { mode: "number" }).notNull(),
    subjectKind: text("subject_kind").$type<EntityKind>().notNull(),
    subjectId: text("subject_id").notNull(),
    subjectVersion: integer("subject_version").notNull(),
    targetKind: text("target_kind").$type<EntityKind>().notNull(),
    weightsVersion: text("weights_version").notNull(),
    indexVersion: text("index_version").notNull(),
    analyser: text("analyser").notNull(),
    /** null where no learnt model took part. */
    modelVersion: text("model_version"),
    createdAt: instant("created_at").notNull(),
    /** null while the list is current. */
    staleReason: text("stale_reason").$type<StaleReason>(),
    staleAt: instant("stale_at"),
    /** How many candidates were scored. */
    candidates: integer("candidates").notNull(),
    summary: jsonb("summary").$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  (table) => [
    index("match_run_subject").on(table.subjectKind, table.subjectId, table.targetKind, table.seq),
    index("match_run_target").on(table.targetKind, table.staleAt),
  ],
);

export const matchItemTable = pgTable(
  "match_item",
  {
    runId: text("run_id")
      .notNull()
      .references(() => matchRunTable.id, { onDelete: "cascade" }),
    /** 1-based. */
    rank: integer("rank").notNull(),
    targetId: text("target_id").notNull(),
    targetVersion: integer("target_version").notNull(),
    score: doublePrecision("score").notNull(),
    factors: jsonb("factors").$type<FactorValues>().notNull(),
    gates: jsonb("gates").$type<readonly GateHit[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.rank] })],
);

/** Weights of the score, kept for ever so that an old list can be recomputed. */
export const weightsVersionTable = pgTable("weights_version", {
  id: text("id").primaryKey(),
  weights: jsonb("weights").$type<Readonly<Record<string, unknown>>>().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull(),
});
