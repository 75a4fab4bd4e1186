import { discloseNeed } from "../disclosure/disclose-need.ts";
import type { DisclosureLevels, Redaction } from "../disclosure/disclosure.ts";
import type { EntityKind, Visibility } from "../shared/entity.ts";
import { type Audience, openLevels } from "../shared/principal.ts";
import type { AnyRecord, RecordOf } from "../shared/record-content.ts";
import { isSearchable } from "../shared/searchable.ts";
import type { SearchDocument, SearchFace } from "./document.ts";
import { projectRecord } from "./project-record.ts";

/** What of a stored row says who may find it. */
export interface Disclosure {
  levels: DisclosureLevels | null;
  redaction: Redaction | null;
  /** Organisations that alone may see it; null = no such limit. */
  restrictedTo: readonly string[] | null;
  /** GB/T 2260 code; null = the whole installation's. */
  scopeRegion: string | null;
  contentHash: string;
}

/** Values of the facet `named` on a record that is not limited to named organisations. */
export const notRestricted = "*";

/** The widest audience that may find a record; null = nobody. The SQL side is `searchable` and `disclosedTo`. */
export function widestAudience(
  record: { kind: EntityKind; status: string; visibility: Visibility },
  disclosure: Pick<Disclosure, "restrictedTo" | "redaction" | "contentHash">,
): Audience | null {
  const open = openAudience(record, disclosure);
  return open !== null && disclosure.restrictedTo !== null ? "internal" : open;
}

/** The widest audience but for a limit to named organisations. */
function openAudience(
  record: { kind: EntityKind; status: string; visibility: Visibility },
  { redaction, contentHash }: Pick<Disclosure, "redaction" | "contentHash">,
): Audience | null {
  if (!isSearchable(record)) return null;
  if (record.kind === "need" && redaction?.contentHash !== contentHash) return "internal";
  if (record.visibility === "public") return "public";
  return record.visibility === "signedIn" ? "members" : "internal";
}

/** The index entry of a record with what each audience finds of it; null where nobody may. A need's own words are for those
 * who work with it, whatever its visibility, which speaks of the disclosed ones. */
export function projectShelves(record: AnyRecord, disclosure: Disclosure): SearchDocument | null {
  const widest = widestAudience(record, disclosure);
  if (widest === null) return null;
  const whole = projectRecord(record);
  const facets = { ...whole.facets, named: disclosure.restrictedTo ?? [notRestricted] };
  if (record.kind !== "need") return { ...whole, facets, shelf: widest };
  const faces: { members?: SearchFace; public?: SearchFace } = {};
  if (widest !== "internal") faces.members = faceFor("members", record, disclosure);
  if (widest === "public") faces.public = faceFor("public", record, disclosure);
  const scope = scopePath(disclosure.scopeRegion);
  const { restrictedTo: organizations } = disclosure;
  const isForNamed = organizations !== null && openAudience(record, disclosure) !== "internal";
  return {
    ...whole,
    visibility: "private",
    facets: { ...facets, scope },
    faces,
    ...(isForNamed && { named: { organizations, face: faceFor("members", record, disclosure) } }),
  };
}

function faceFor(
  audience: "members" | "public",
  need: RecordOf<"need">,
  { levels, redaction }: Disclosure,
): SearchFace {
  const content = discloseNeed(need.content, { level: openLevels[audience], levels, redaction });
  const { text, names, facets } = projectRecord({ ...need, content });
  return { text, names, facets };
}

/** `330302` → `330000`, `330300`, `330302`: every region whose staff are in charge. */
function scopePath(code: string | null): string[] {
  return code === null ? [] : [...new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code])];
}
