import { achievementActions } from "../achievement/achievement.ts";
import { expertActions } from "../expert/expert.ts";
import { needActions } from "../need/need.ts";
import type { EntityKind, Visibility } from "./entity.ts";

/** States in which a record may be found and matched: what the state tables list under `match`. */
export const searchableStatuses: Record<EntityKind, readonly string[]> = {
  need: needActions.match,
  expert: expertActions.match,
  achievement: achievementActions.match,
};

/** Whether a record belongs into the index at all. Who may see it there is another question. */
export function isSearchable(record: { kind: EntityKind; status: string; visibility: Visibility }): boolean {
  return record.visibility !== "hidden" && searchableStatuses[record.kind].includes(record.status);
}
