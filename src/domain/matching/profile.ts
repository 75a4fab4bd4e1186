import type { FieldGuess } from "../field/field-guess.ts";
import type { EntityKind } from "../shared/entity.ts";
import type { AnyRecord } from "../shared/record-content.ts";

/** What the factors and gates know of one side of a pair. Null and empty mean unknown, never "none". */
export interface MatchProfile {
  kind: EntityKind;
  id: string;
  version: number;
  organizationName: string;
  /** Codes of the high-tech fields, as declared. */
  fields: readonly string[];
  /** What field the text is guessed to be of where none is declared; null = no guess. */
  fieldGuess: FieldGuess | null;
  regionCode: string | null;
  /** Wanted TRL of a need, TRL reached by an achievement. */
  trl: number | null;
  modes: readonly string[];
  successCount: number | null;
  cooperationCount: number | null;
  lastActiveYear: number | null;
  conflicts: readonly string[];
  available: boolean | null;
  maxMeetingsPerYear: number | null;
  consentWithdrawn: boolean;
}

/** Guesses the field of a record from its text; null where it cannot tell. */
export type GuessField = (record: AnyRecord) => FieldGuess | null;

const blank = {
  fields: [],
  fieldGuess: null,
  trl: null,
  modes: [],
  successCount: null,
  cooperationCount: null,
  lastActiveYear: null,
  conflicts: [],
  available: null,
  maxMeetingsPerYear: null,
  consentWithdrawn: false,
} as const;

/** The matching profile of a record.
 * @param guessField asked where the record declares no field; without it none is guessed */
export function profileOf(record: AnyRecord, guessField: GuessField = () => null): MatchProfile {
  const profile = declaredProfile(record);
  return profile.fields.length > 0 ? profile : { ...profile, fieldGuess: guessField(record) };
}

function declaredProfile(record: AnyRecord): MatchProfile {
  const { kind, id, version } = record;
  const { organizationName, regionCode } = record.content;
  const base = { ...blank, kind, id, version, organizationName, regionCode };
  switch (record.kind) {
    case "need": {
      const { field, wantedTrl, cooperationModes } = record.content;
      return { ...base, fields: field === null ? [] : [field], trl: wantedTrl, modes: cooperationModes };
    }
    case "achievement": {
      const { field, trl, transferModes, successCount, cooperationCount, lastActiveYear } = record.content;
      const fields = field === null ? [] : [field];
      return { ...base, fields, trl, modes: transferModes, successCount, cooperationCount, lastActiveYear };
    }
    case "expert": {
      const { fields, cooperationModes, successCount, cooperationCount, lastActiveYear } = record.content;
      const { conflicts, available, maxMeetingsPerYear } = record.content;
      return {
        ...base,
        fields,
        modes: cooperationModes,
        successCount,
        cooperationCount,
        lastActiveYear,
        conflicts,
        available,
        maxMeetingsPerYear,
        consentWithdrawn: record.status === "withdrawn" || record.visibility === "hidden",
      };
    }
  }
}
