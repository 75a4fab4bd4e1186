import { index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { SavedQuery } from "../../domain/saved-search/saved-query.ts";
import { userTable } from "./account.ts";
import { instant } from "./columns.ts";

/** Searches people keep, with what they saw of each. */
export const savedSearchTable = pgTable(
  "saved_search",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => userTable.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    query: jsonb("query").$type<SavedQuery>().notNull(),
    /** Address of the search: a person keeps each once. */
    path: text("path").notNull(),
    createdAt: instant("created_at").notNull(),
    lookedAt: instant("looked_at").notNull(),
    /** Ids of the hits when it was looked at last, and of those the digest told of; the newest first. */
    seen: jsonb("seen").$type<readonly string[]>().notNull(),
    told: jsonb("told").$type<readonly string[]>().notNull(),
    /** Day (Beijing) of the last digest that took it into account, `2026-03-02`. */
    digestDay: text("digest_day").notNull(),
  },
  (table) => [
    uniqueIndex("saved_search_path").on(table.userId, table.path),
    index("saved_search_digest").on(table.digestDay),
  ],
);
