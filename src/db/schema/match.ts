import { sql } from "drizzle-orm";
import {
  bigserial,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { DecisionAction, ExcludeReason } from "../../domain/matching/decision.ts";
import type { GateHit } from "../../domain/matching/gates.ts";
import type { FactorMeans, FactorValues } from "../../domain/matching/score.ts";
import type { Weights } from "../../domain/matching/weights.ts";
import type { WeightsOrigin, WeightsStatus } from "../../domain/matching/weights-version.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { Audience } from "../../domain/shared/principal.ts";
import { instant } from "./columns.ts";

/** `weights_changed`, `index_rebuilt` and `vectors_learnt` come from the matching side, a rebuild and a training; the others from applied changes. */
export type StaleReason =
  | "subject_changed"
  | "candidates_changed"
  | "weights_changed"
  | "index_rebuilt"
  | "vectors_learnt";

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
    /** For whose eyes it was computed: `members` rests on disclosed wording and candidates alone. */
    audience: text("audience").$type<Exclude<Audience, "public">>().notNull().default("internal"),
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
    /** How many of its places have a score in each band, the lowest first (domain/matching/score-bands.ts). */
    scoreBands: integer("score_bands").array().notNull(),
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

/** What staff did on lists, oldest first by `seq`. Rows are only added. What learning needs of a list is copied, because
 * lists are replaced. */
export const matchDecisionTable = pgTable(
  "match_decision",
  {
    id: text("id").primaryKey(),
    seq: bigserial("seq", { mode: "number" }).notNull(),
    /** No reference: a list may go, what was decided on it stays. */
    runId: text("run_id").notNull(),
    subjectKind: text("subject_kind").$type<EntityKind>().notNull(),
    subjectId: text("subject_id").notNull(),
    targetKind: text("target_kind").$type<EntityKind>().notNull(),
    targetId: text("target_id").notNull(),
    action: text("action").$type<DecisionAction>().notNull(),
    reason: text("reason").$type<ExcludeReason>(),
    note: text("note").notNull(),
    /** 1-based; null, like `factors`, for a candidate that was not on the list. */
    shownPosition: integer("shown_position"),
    toPosition: integer("to_position"),
    /** The decision an undo or redo speaks of. */
    ofId: text("of_id"),
    weightsVersion: text("weights_version").notNull(),
    factors: jsonb("factors").$type<FactorValues>(),
    means: jsonb("means").$type<FactorMeans>().notNull(),
    actor: text("actor").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("match_decision_run").on(table.runId, table.seq), uniqueIndex("match_decision_seq").on(table.seq)],
);

/** Weights of the score, kept for ever so that an old list can be recomputed. While no row is applied, the program's start
 * weights are in force. */
export const weightsVersionTable = pgTable(
  "weights_version",
  {
    id: text("id").primaryKey(),
    weights: jsonb("weights").$type<Weights>().notNull(),
    origin: text("origin").$type<WeightsOrigin>().notNull(),
    status: text("status").$type<WeightsStatus>().notNull(),
    base: text("base"),
    evidence: jsonb("evidence").$type<unknown>(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
  },
  (table) => [uniqueIndex("weights_version_applied").on(table.status).where(sql`${table.status} = 'applied'`)],
);
