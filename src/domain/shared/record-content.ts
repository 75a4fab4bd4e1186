import { type AchievementContent, type AchievementStatus, achievementContent } from "../achievement/achievement.ts";
import { type ExpertContent, type ExpertStatus, expertContent } from "../expert/expert.ts";
import { type NeedContent, type NeedStatus, needContent, needTitle } from "../need/need.ts";
import type { EntityKind, RecordMeta } from "./entity.ts";

/** Content type of each kind. */
export interface ContentOf {
  need: NeedContent;
  expert: ExpertContent;
  achievement: AchievementContent;
}

export interface StatusOf {
  need: NeedStatus;
  expert: ExpertStatus;
  achievement: AchievementStatus;
}

/** One stored record of a kind. Contacts are not part of it. */
export interface RecordOf<K extends EntityKind> extends RecordMeta {
  kind: K;
  status: StatusOf[K];
  content: ContentOf[K];
}
export type AnyRecord = { [K in EntityKind]: RecordOf<K> }[EntityKind];

/** zod schema of each kind's content. */
export const contentSchemas = { need: needContent, expert: expertContent, achievement: achievementContent } as const;

/** What a record is called on screen, on paper and in lists. Never empty. */
export function recordTitle<K extends EntityKind>(kind: K, content: ContentOf[K]): string {
  const titles: { [P in EntityKind]: (content: ContentOf[P]) => string } = {
    need: needTitle,
    expert: (expert) => expert.name || expert.researchDirections[0] || expert.keywords[0] || expert.bio.slice(0, 20),
    achievement: (achievement) => achievement.title || `${achievement.abstract.slice(0, 40)}…`,
  };
  return titles[kind](content);
}
