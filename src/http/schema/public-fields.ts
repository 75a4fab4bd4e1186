import type { EntityKind } from "../../domain/shared/entity.ts";
import type { ContentOf } from "../../domain/shared/record-content.ts";
import { contentSchemas } from "../../domain/shared/record-content.ts";

/** What of a record's content leaves through the API, by name: a field added to the domain stays inside until it is listed here. */
export const publicFields = {
  need: [
    "title",
    "description",
    "kind",
    "problem",
    "keyTechnology",
    "target",
    "indicators",
    "keywords",
    "deadline",
    "budgetFen",
    "budgetNegotiable",
    "cooperationModes",
    "intendedPartner",
    "field",
    "industry",
    "discipline",
    "tier",
    "wantedTrl",
    "organizationName",
    "regionCode",
    "regionText",
  ],
  expert: [
    "name",
    "organizationName",
    "department",
    "title",
    "researchDirections",
    "bio",
    "keywords",
    "projects",
    "papers",
    "patents",
    "fields",
    "disciplines",
    "cooperationModes",
    "maxMeetingsPerYear",
    "cooperationCount",
    "successCount",
    "lastActiveYear",
    "available",
    "conflicts",
    "regionCode",
    "regionText",
  ],
  achievement: [
    "title",
    "abstract",
    "keywords",
    "field",
    "trl",
    "ipStatus",
    "patents",
    "organizationName",
    "owners",
    "transferModes",
    "priceFen",
    "priceNegotiable",
    "stage",
    "applications",
    "evidence",
    "lastActiveYear",
    "cooperationCount",
    "successCount",
    "regionCode",
    "regionText",
  ],
} as const satisfies { [K in EntityKind]: readonly (keyof ContentOf[K])[] };

/** Content cut down to its public fields. */
export function publicContent<K extends EntityKind>(kind: K, content: ContentOf[K]): Partial<ContentOf[K]> {
  const fields = publicFields[kind] as readonly (keyof ContentOf[K])[];
  return Object.fromEntries(fields.map((field) => [field, content[field]])) as Partial<ContentOf[K]>;
}

/** zod shape of the public fields of a kind, for the API description. */
export function publicShape(kind: EntityKind) {
  const shape = contentSchemas[kind].shape;
  return Object.fromEntries(
    Object.entries(shape).filter(([field]) => (publicFields[kind] as readonly string[]).includes(field)),
  );
}
