import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { instant } from "./columns.ts";

/** Contact of a record's person, each value sealed, "" where there is none. Lists, searches and matches never join it. */
export const contactTable = pgTable(
  "contact",
  {
    subjectKind: text("subject_kind").$type<EntityKind>().notNull(),
    subjectId: text("subject_id").notNull(),
    name: text("name").notNull(),
    phone: text("phone").notNull(),
    email: text("email").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.subjectKind, table.subjectId] })],
);
