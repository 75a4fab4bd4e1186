import type { EntityKind } from "./entity.ts";
import type { ContentOf, RecordOf, StatusOf } from "./record-content.ts";

/** Status a record of each kind is listed under. */
export const listedStatus: StatusOf = { need: "submitted", expert: "listed", achievement: "listed" };

/** A record that was never stored, for matching outside the database. */
export function unstoredRecord<K extends EntityKind>(
  kind: K,
  id: string,
  number: string | null,
  content: ContentOf[K],
): RecordOf<K> {
  const never = new Date(0);
  return {
    kind,
    id,
    number,
    content,
    status: listedStatus[kind],
    organizationId: null,
    source: "excel",
    sourceRow: null,
    visibility: "private",
    createdBy: "system",
    version: 1,
    createdAt: never,
    updatedAt: never,
    confirmedAt: null,
  };
}
