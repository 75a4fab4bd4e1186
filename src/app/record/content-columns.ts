import type { EntityKind } from "../../domain/shared/entity.ts";
import { type AnyRecord, type ContentOf, recordTitle } from "../../domain/shared/record-content.ts";
import { searchKey } from "../../text/normalise.ts";
import { contentHash } from "./content-hash.ts";

/** The fallback search reads this much of a record's names. */
const MAX_SEARCH_TITLE_CHARS = 1_000;

/** The content column and the columns that follow from it. */
export function contentColumns<K extends EntityKind>(kind: K, content: ContentOf[K]) {
  const { organizationName, regionCode, keywords } = content;
  const names = [recordTitle(kind, content), organizationName, ...keywords].join(" ");
  return {
    content,
    contentHash: contentHash(content),
    organizationName,
    regionCode,
    fields: fieldsOf({ kind, content } as Pick<AnyRecord, "kind" | "content">),
    searchTitle: searchKey(names.slice(0, MAX_SEARCH_TITLE_CHARS)).toWellFormed(),
  };
}

function fieldsOf({ content }: Pick<AnyRecord, "kind" | "content">): readonly string[] {
  if ("fields" in content) return content.fields;
  return content.field === null ? [] : [content.field];
}
