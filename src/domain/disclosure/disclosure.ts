import { z } from "zod";

/** How far a need is shown. 0: everybody; 1: every account; 2: after an approved introduction; 3: after confidentiality was
 * accepted; 4: nobody but its owner and the staff in charge. */
export const disclosureLevel = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type DisclosureLevel = z.infer<typeof disclosureLevel>;

/** Field of a record's content → level from which it is shown as it is. A field that is absent has its default. */
export type DisclosureLevels = Readonly<Record<string, DisclosureLevel>>;

/** Wording for those who may not see the original, confirmed by the record's owner. */
export interface Redaction {
  /** Field of the content → its redacted text. */
  texts: Readonly<Record<string, string>>;
  /** Search keys of the names that members and the public then see, for searching without an engine. */
  searchKeys: Readonly<Record<"members" | "public", string>>;
  /** Hash of the content it was made from; a redaction of other content shows nothing. */
  contentHash: string;
  confirmedBy: string;
  /** ISO 8601. */
  confirmedAt: string;
}
