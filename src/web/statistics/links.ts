import type { ScoredKind } from "../../app/statistics/count-scores.ts";
import type { Stage } from "../../app/statistics/counted.ts";
import type { AnswerStatus } from "../../domain/match-list/match-list.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";

/** What stands for "not stated" in an address, where an empty box says "any". */
export const unstated = "none";

export function stageHref(stage: Stage): string {
  return `/statistics/records?kind=need&stage=${stage}`;
}

/** @param city null = every city */
export function cellHref(kind: EntityKind, field: string, city: string | null): string {
  const within = city === null ? "" : `&city=${city || unstated}`;
  return `/statistics/records?kind=${kind}&field=${field || unstated}${within}`;
}

export function bandHref(kind: ScoredKind, band: number): string {
  return `/statistics/pairs?target=${kind}&band=${band}`;
}

export function answersHref(listId: string, status?: AnswerStatus, page = 1): string {
  const asked = new URLSearchParams({
    ...(status === undefined ? {} : { status }),
    ...(page === 1 ? {} : { page: String(page) }),
  });
  return `/lists/${listId}/statistics${asked.size === 0 ? "" : `?${asked}`}`;
}

/** A band in points. */
export function bandText(band: number): string {
  return band === 9 ? "90–100 分" : `${band * 10}–${band * 10 + 9} 分`;
}
