/** Ahead of UTC all year: China has no summer time. */
const aheadMs = 8 * 3_600_000;

/** `2026-03-02T09:30` in Beijing, whatever the server's own zone. */
export function beijingMinute(at: Date): string {
  return new Date(at.getTime() + aheadMs).toISOString().slice(0, 16);
}

/** The day in Beijing, `2026-03-02`. */
export function beijingDay(at: Date): string {
  return beijingMinute(at).slice(0, 10);
}

/** The year in Beijing. */
export function beijingYear(at: Date): number {
  return new Date(at.getTime() + aheadMs).getUTCFullYear();
}
