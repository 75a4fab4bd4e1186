import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { LoggedStep } from "../../domain/match-list/history.ts";
import type { LinkAudience } from "../../domain/match-list/list-link.ts";
import type { ListedPair } from "../../domain/match-list/listed-pair.ts";
import type { AnswerStatus, MatchListStatus, PairSide } from "../../domain/match-list/match-list.ts";
import type { Restore, Sheet, SheetEntry, SheetStep, SheetTarget } from "../../domain/match-list/sheet.ts";
import { instant } from "./columns.ts";

/** Lists for a 对接会. */
export const matchListTable = pgTable("match_list", {
  id: text("id").primaryKey(),
  title: text("title").notNull(),
  note: text("note").notNull(),
  status: text("status").$type<MatchListStatus>().notNull(),
  /** Region whose staff work on it; null = those of the whole installation. */
  scopeRegion: text("scope_region"),
  createdBy: text("created_by").notNull(),
  version: integer("version").notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** A need on a list, with what was settled about its candidates. */
export const matchSheetTable = pgTable(
  "match_sheet",
  {
    listId: text("list_id")
      .notNull()
      .references(() => matchListTable.id, { onDelete: "cascade" }),
    needId: text("need_id").notNull(),
    /** 1-based order of the needs on the list. */
    place: integer("place").notNull(),
    /** Grows with every step; 0 = nothing was done yet. */
    version: integer("version").notNull(),
    sheet: jsonb("sheet").$type<Sheet>().notNull(),
    updatedBy: text("updated_by").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.listId, table.needId] }), index("match_sheet_need").on(table.needId)],
);

/** Every step of every sheet: the history behind undo, and who did what. */
export const matchStepTable = pgTable(
  "match_step",
  {
    listId: text("list_id").notNull(),
    needId: text("need_id").notNull(),
    /** The sheet's version after the step. */
    version: integer("version").notNull(),
    actor: text("actor").notNull(),
    kind: text("kind").$type<LoggedStep["kind"]>().notNull(),
    of: integer("of"),
    target: jsonb("target").$type<SheetTarget>().notNull(),
    step: jsonb("step").$type<SheetStep | Restore>().notNull(),
    inverse: jsonb("inverse").$type<Restore>().notNull(),
    /** The candidate's entry as the step left it: undo holds only while it is still so. */
    left: jsonb("left_as").$type<SheetEntry>(),
    /** The logged decision that learning reads; null for steps that are none. */
    decisionId: text("decision_id"),
    at: instant("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.listId, table.needId, table.version] })],
);

/** One approved state of a list: what was sent stays as it was sent. */
export const matchListVersionTable = pgTable(
  "match_list_version",
  {
    listId: text("list_id")
      .notNull()
      .references(() => matchListTable.id, { onDelete: "cascade" }),
    /** 1, 2, 3 … */
    number: integer("number").notNull(),
    pairs: jsonb("pairs").$type<readonly ListedPair[]>().notNull(),
    approvedBy: text("approved_by").notNull(),
    approvedAt: instant("approved_at").notNull(),
    sentAt: instant("sent_at"),
  },
  (table) => [primaryKey({ columns: [table.listId, table.number] })],
);

/** Links by which an approved version is read. The token itself is nowhere stored. */
export const matchListLinkTable = pgTable(
  "match_list_link",
  {
    id: text("id").primaryKey(),
    /** SHA-256 of the token, base64url. */
    tokenHash: text("token_hash").notNull().unique("match_list_link_token"),
    listId: text("list_id")
      .notNull()
      .references(() => matchListTable.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    audience: text("audience").$type<LinkAudience>().notNull(),
    /** Who may open it, with `named`; else empty. */
    organizationIds: jsonb("organization_ids").$type<readonly string[]>().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (table) => [index("match_list_link_list").on(table.listId, table.number)],
);

/** What the parties of a sent pair say. One row for each party of each pair. */
export const matchAnswerTable = pgTable(
  "match_answer",
  {
    id: text("id").primaryKey(),
    listId: text("list_id")
      .notNull()
      .references(() => matchListTable.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    needId: text("need_id").notNull(),
    targetKind: text("target_kind").$type<SheetTarget["kind"]>().notNull(),
    targetId: text("target_id").notNull(),
    side: text("side").$type<PairSide>().notNull(),
    /** Who is asked; null where the party has no organisation here yet. */
    organizationId: text("organization_id"),
    status: text("status").$type<AnswerStatus>().notNull(),
    reason: text("reason").notNull(),
    answeredBy: text("answered_by"),
    answeredAt: instant("answered_at"),
    version: integer("version").notNull(),
  },
  (table) => [
    index("match_answer_list").on(table.listId, table.number, table.status),
    index("match_answer_organization").on(table.organizationId, table.status),
    index("match_answer_need").on(table.needId),
  ],
);

/** What an organisation or a user is told, until it is read. */
export const noticeTable = pgTable(
  "notice",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id"),
    userId: text("user_id"),
    title: text("title").notNull(),
    body: text("body").notNull(),
    /** A path of ours. */
    link: text("link").notNull(),
    createdAt: instant("created_at").notNull(),
    readAt: instant("read_at"),
  },
  (table) => [
    index("notice_organization").on(table.organizationId, table.readAt),
    index("notice_user").on(table.userId, table.readAt),
  ],
);
