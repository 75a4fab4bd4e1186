import { achievementCan } from "../../domain/achievement/achievement.ts";
import { expertCan } from "../../domain/expert/expert.ts";
import { type NeedStatus, needCan } from "../../domain/need/need.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { StatusOf } from "../../domain/shared/record-content.ts";

/** Whether the kind's state table allows the action. `withdraw` of a need is its `cancel`. */
export function recordCan(action: "edit" | "withdraw", kind: EntityKind, status: StatusOf[EntityKind]): boolean {
  switch (kind) {
    case "need":
      return needCan(action === "withdraw" ? "cancel" : action, status as NeedStatus);
    case "expert":
      return expertCan(action, status as StatusOf["expert"]);
    case "achievement":
      return achievementCan(action, status as StatusOf["achievement"]);
  }
}
