import { timestamp } from "drizzle-orm/pg-core";

/** An instant in UTC, to the millisecond: what a JavaScript Date can hold, so that values survive the round trip. */
export function instant(name: string) {
  return timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
}
