import type { EntityKind } from "../domain/shared/entity.ts";

/** URL segment of each kind, for pages and API alike. */
export const kindPaths = { need: "needs", expert: "experts", achievement: "achievements" } as const satisfies Record<
  EntityKind,
  string
>;

/** Kinds a kind is matched with: needs with both sides, either side with needs. */
export const matchTargets: Record<EntityKind, readonly EntityKind[]> = {
  need: ["expert", "achievement"],
  expert: ["need"],
  achievement: ["need"],
};

/** The kind a URL segment names; undefined for any other word. */
export function kindOfPath(segment: string): EntityKind | undefined {
  return (Object.keys(kindPaths) as EntityKind[]).find((kind) => kindPaths[kind] === segment);
}
