const dayFormat = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short" });
const hourFormat = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", hourCycle: "h23" });

/** Digests of a day are made from this hour on, Beijing time. */
const firstHour = 7;

/** The day in Beijing, `2026-03-02`. */
export function digestDayOf(now: Date): string {
  return dayFormat.format(now);
}

/** Whether the day's digests may be made. */
export function isDigestTime(now: Date): boolean {
  return Number(hourFormat.format(now)) >= firstHour;
}
