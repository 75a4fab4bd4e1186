import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { IntroductionStatus } from "../../domain/disclosure/introduction.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { instant } from "./columns.ts";

/** A need shown to one counterpart beyond what all members see. */
export const introductionTable = pgTable(
  "introduction",
  {
    id: text("id").primaryKey(),
    needId: text("need_id").notNull(),
    /** The organisation that may see more. */
    organizationId: text("organization_id").notNull(),
    /** The expert or achievement it is about; null = the organisation as such. */
    targetKind: text("target_kind").$type<Exclude<EntityKind, "need">>(),
    targetId: text("target_id"),
    status: text("status").$type<IntroductionStatus>().notNull(),
    requestedBy: text("requested_by").notNull(),
    requestedAt: instant("requested_at").notNull(),
    message: text("message").notNull(),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    reason: text("reason").notNull().default(""),
    /** Version of the confidentiality text accepted. */
    confidentialityVersion: text("confidentiality_version"),
    confidentialityAcceptedBy: text("confidentiality_accepted_by"),
    confidentialityAcceptedAt: instant("confidentiality_accepted_at"),
    version: integer("version").notNull(),
  },
  (table) => [
    index("introduction_need").on(table.needId, table.status),
    index("introduction_organization").on(table.organizationId, table.status),
  ],
);

/** What an expert agreed to, and withdrew. Rows are only added, but for `withdrawnAt`. */
export const consentTable = pgTable(
  "consent",
  {
    id: text("id").primaryKey(),
    expertId: text("expert_id").notNull(),
    /** What was agreed to, e.g. `profile`, `public`, `contact`. */
    fields: jsonb("fields").$type<readonly string[]>().notNull(),
    textVersion: text("text_version").notNull(),
    givenBy: text("given_by").notNull(),
    givenAt: instant("given_at").notNull(),
    withdrawnBy: text("withdrawn_by"),
    withdrawnAt: instant("withdrawn_at"),
  },
  (table) => [
    index("consent_expert").on(table.expertId),
    index("consent_to_be_shown").on(table.expertId).where(sql`${table.fields} @> '["profile"]'::jsonb`),
  ],
);

/** Hashes of what was deleted for good, so that no import or restore brings it back. */
export const tombstoneTable = pgTable(
  "tombstone",
  {
    kind: text("kind").notNull(),
    /** HMAC of what identifies the deleted record. */
    keyHash: text("key_hash").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.keyHash] })],
);
