import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Single facts about this database, e.g. which analyser its index was built with. */
export const metaTable = pgTable("meta", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
  updatedAt: instant("updated_at").notNull(),
});
