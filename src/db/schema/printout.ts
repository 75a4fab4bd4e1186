import { index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { PaperDigest } from "../../domain/paper/digest.ts";
import type { PaperAudience, PaperKind } from "../../domain/paper/kinds.ts";
import type { NoticeText } from "../../domain/paper/notice.ts";
import { instant } from "./columns.ts";
import { matchListTable } from "./match-list.ts";

/** A document somebody made of a match list: what it was made of and a digest of what it said, never its words. */
export const printoutTable = pgTable(
  "printout",
  {
    id: text("id").primaryKey(),
    listId: text("list_id")
      .notNull()
      .references(() => matchListTable.id, { onDelete: "cascade" }),
    /** The approved version; null = the list as it is being worked on. */
    number: integer("number"),
    kind: text("kind").$type<PaperKind>().notNull(),
    audience: text("audience").$type<PaperAudience>().notNull(),
    /** `all`, or one party of a handbook by side and id; null for other kinds. */
    party: text("party"),
    /** What staff wrote of an official notice. */
    notice: jsonb("notice").$type<NoticeText>(),
    madeBy: text("made_by").notNull(),
    /** The organisation it was made for by one of its members; null where staff made it. */
    organizationId: text("organization_id"),
    madeAt: instant("made_at").notNull(),
    reason: text("reason").notNull(),
    digest: jsonb("digest").$type<PaperDigest>().notNull(),
  },
  (table) => [index("printout_list").on(table.listId, table.madeAt)],
);
