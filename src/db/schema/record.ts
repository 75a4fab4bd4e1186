import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { DisclosureLevels, Redaction } from "../../domain/disclosure/disclosure.ts";
import type { EntityKind, RecordSource, Visibility } from "../../domain/shared/entity.ts";
import type { ContentOf, StatusOf } from "../../domain/shared/record-content.ts";
import { searchableStatuses } from "../../domain/shared/searchable.ts";
import { instant } from "./columns.ts";
import { cityOfRegion, foundIn, rootOfFields, wordingHolds } from "./record-cell.ts";

/** Columns the three kinds of record share. What the author states is `content`; the filter columns repeat parts of it for SQL. */
function recordColumns() {
  return {
    id: text("id").primaryKey(),
    /** Order of creation; lists page by it. */
    seq: bigserial("seq", { mode: "number" }).notNull(),
    number: text("number"),
    organizationId: text("organization_id"),
    organizationName: text("organization_name").notNull(),
    source: text("source").$type<RecordSource>().notNull(),
    sourceRow: integer("source_row"),
    visibility: text("visibility").$type<Visibility>().notNull(),
    status: text("status").$type<StatusOf[EntityKind]>().notNull(),
    createdBy: text("created_by").notNull(),
    version: integer("version").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    /** When those who answer for a profile or achievement last said that it still holds; null = never, and for needs. */
    confirmedAt: instant("confirmed_at"),
    content: jsonb("content").$type<ContentOf[EntityKind]>().notNull(),
    /** SHA-256 of the content in canonical form. */
    contentHash: text("content_hash").notNull(),
    /** The author's original row; contacts stand in it as placeholders such as `{phone}`. */
    raw: jsonb("raw").$type<Readonly<Record<string, unknown>>>(),
    regionCode: text("region_code"),
    /** Codes of the technical field, as stated. */
    fields: jsonb("fields").$type<readonly string[]>().notNull(),
    /** Whose staff are in charge: the record's region, or that of the staff who entered it; null = those of the whole installation. */
    scopeRegion: text("scope_region"),
    /** Level from which each field is shown as it is; null = the defaults of its kind. */
    disclosure: jsonb("disclosure").$type<DisclosureLevels>(),
    /** The wording shown below those levels, as its owner confirmed it; null = none was confirmed. */
    redaction: jsonb("redaction").$type<Redaction>(),
    /** Organisations that alone may see the record, beside its owner; null = no such limit. */
    restrictedTo: jsonb("restricted_to").$type<readonly string[]>(),
    /** Search key of title, organisation and keywords, for searching without an engine. */
    searchTitle: text("search_title").notNull(),
    /** What statistics count by, kept by the database: read from an index alone, which whole rows are fifty times as large as. */
    fieldRoot: text("field_root").generatedAlwaysAs(rootOfFields),
    city: text("city").notNull().generatedAlwaysAs(cityOfRegion),
    /** `redaction` stands for the content as it is. */
    wordingHolds: boolean("wording_holds").notNull().generatedAlwaysAs(wordingHolds),
  };
}

/** Whether a record declares several fields: few do, and statistics take those apart. */
export function hasSeveralFields({ fields }: { fields: AnyPgColumn }): SQL {
  return sql`jsonb_array_length(${fields}) > 1`;
}

type IndexColumns = Record<"seq" | "fieldRoot" | "city" | "visibility" | "status" | "restrictedTo", AnyPgColumn>;

/** For counting: the cells of what may be found and is kept from nobody, and the few rows that are kept from some. */
function cellIndexes(kind: EntityKind, { fieldRoot, city, restrictedTo, seq, ...columns }: IndexColumns) {
  return [
    index(`${kind}_cell`)
      .on(fieldRoot, city)
      .where(sql`${restrictedTo} is null and ${foundIn(searchableStatuses[kind], columns)}`),
    index(`${kind}_restricted`).on(seq).where(sql`${restrictedTo} is not null`),
  ];
}

export const needTable = pgTable("need", recordColumns(), (table) => [
  uniqueIndex("need_seq").on(table.seq),
  index("need_number").on(table.number),
  index("need_organization").on(table.organizationName),
  index("need_organization_id").on(table.organizationId, table.seq),
  index("need_created_by").on(table.createdBy),
  index("need_status").on(table.status, table.visibility),
  index("need_several_fields").on(table.seq).where(hasSeveralFields(table)),
  // Needs open to members, kept from none of them: found without their rows.
  index("need_open")
    .on(table.seq, table.id)
    .where(
      sql`${table.restrictedTo} is null and ${foundIn(searchableStatuses.need, table)} and ${table.visibility} in ('public', 'signedIn') and ${table.wordingHolds}`,
    ),
  ...cellIndexes("need", table),
]);

export const expertTable = pgTable("expert", recordColumns(), (table) => [
  uniqueIndex("expert_seq").on(table.seq),
  index("expert_number").on(table.number),
  index("expert_organization").on(table.organizationName),
  index("expert_organization_id").on(table.organizationId, table.seq),
  index("expert_created_by").on(table.createdBy),
  index("expert_status").on(table.status, table.visibility),
  index("expert_several_fields").on(table.seq).where(hasSeveralFields(table)),
  ...cellIndexes("expert", table),
]);

export const achievementTable = pgTable("achievement", recordColumns(), (table) => [
  uniqueIndex("achievement_seq").on(table.seq),
  index("achievement_number").on(table.number),
  index("achievement_organization").on(table.organizationName),
  index("achievement_organization_id").on(table.organizationId, table.seq),
  index("achievement_created_by").on(table.createdBy),
  index("achievement_status").on(table.status, table.visibility),
  index("achievement_several_fields").on(table.seq).where(hasSeveralFields(table)),
  ...cellIndexes("achievement", table),
]);

/** Any of the three tables. They differ in their SQL name only. */
export type RecordTable = typeof needTable;

/** The table of a kind. The cast is safe because all three are built by recordColumns. */
export function recordTable(kind: EntityKind): RecordTable {
  const tables: Record<EntityKind, unknown> = { need: needTable, expert: expertTable, achievement: achievementTable };
  return tables[kind] as RecordTable;
}
