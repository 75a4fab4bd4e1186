import { achievementStatus } from "../../domain/achievement/achievement.ts";
import { expertStatus } from "../../domain/expert/expert.ts";
import { needStatus } from "../../domain/need/need.ts";
import type { EntityKind, Visibility } from "../../domain/shared/entity.ts";
import type { StatusOf } from "../../domain/shared/record-content.ts";

export const statusSchemas = { need: needStatus, expert: expertStatus, achievement: achievementStatus } as const;

/** What a new record is unless its author says otherwise: ready to be matched. */
export const initialStatus: StatusOf = { need: "submitted", expert: "listed", achievement: "listed" };

/** A need may tell competitors what a firm is working on; profiles and achievements are written to be found. */
export const initialVisibility: Record<EntityKind, Visibility> = {
  need: "private",
  expert: "signedIn",
  achievement: "signedIn",
};
