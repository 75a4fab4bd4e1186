const timeZone = "Asia/Shanghai";
const dayFormat = new Intl.DateTimeFormat("zh-CN", { timeZone, year: "numeric", month: "long", day: "numeric" });
const minuteFormat = new Intl.DateTimeFormat("zh-CN", {
  timeZone,
  month: "long",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const secondFormat = new Intl.DateTimeFormat("zh-CN", {
  timeZone,
  dateStyle: "long",
  timeStyle: "medium",
  hourCycle: "h23",
});

/** `2026年3月2日`, Beijing time. */
export function dayText(date: Date): string {
  return dayFormat.format(date);
}

/** `3月2日 09:30`, Beijing time. */
export function minuteText(date: Date): string {
  return minuteFormat.format(date);
}

/** A calendar day `2026-03-02` in words. */
export function calendarText(day: string): string {
  return dayFormat.format(new Date(`${day}T04:00:00Z`));
}

/** `2026年3月2日 09:30:05`, Beijing time. */
export function secondText(date: Date): string {
  return secondFormat.format(date);
}
