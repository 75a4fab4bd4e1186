import type { ContentOf } from "./record-content.ts";

/** Fields of a profile that matching reads, in the order of the form; empty, each costs places in somebody's list. */
export const matchedFields = {
  expert: ["fields", "researchDirections", "keywords", "bio", "cooperationModes"],
  achievement: ["abstract", "keywords", "applications", "evidence", "field", "trl", "transferModes"],
} as const satisfies { [K in "expert" | "achievement"]: readonly (keyof ContentOf[K])[] };

/** Which of matchedFields a profile leaves empty, in their order; none when it is complete. */
export function profileGaps<K extends keyof typeof matchedFields>(kind: K, content: ContentOf[K]): string[] {
  const held = content as unknown as Readonly<Record<string, unknown>>;
  return matchedFields[kind].filter((name) => isEmpty(held[name]));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
