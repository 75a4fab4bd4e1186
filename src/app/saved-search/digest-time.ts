import { beijingMinute } from "../../domain/shared/beijing-time.ts";

/** Digests of a day are made from this hour on, Beijing time. */
const firstHour = 7;

/** Whether the day's digests may be made. */
export function isDigestTime(now: Date): boolean {
  return Number(beijingMinute(now).slice(11, 13)) >= firstHour;
}
