import { sql } from "drizzle-orm";
import type { AppContext } from "../context.ts";

/** Kinds of work that wait for somebody, the most urgent first. */
export const taskCodes = [
  "answers",
  "introductions",
  "approvals",
  "reviews",
  "listsToSend",
  "indexFailures",
  "secondFactors",
  "returned",
  "confidentiality",
  "redaction",
  "undisclosed",
  "listsAnswered",
  "listsInDraft",
  "ownConsent",
  "claims",
  "consents",
  "unconfirmedProfiles",
  "unlisted",
  "opportunities",
  "staleMatches",
  "sensitiveDeeds",
  "drafts",
  "unread",
] as const;
export type TaskCode = (typeof taskCodes)[number];

/** One thing to deal with. `href`: the path of ours where it is dealt with. */
export interface TaskItem {
  title: string;
  /** What tells it from others, e.g. the organisation; "" = nothing. */
  note: string;
  href: string;
}

/** What waits. `count` may exceed the items named. */
export interface Found {
  count: number;
  items: readonly TaskItem[];
}

export interface Task extends Found {
  code: TaskCode;
}

/** Looks for one kind of work within the principal's scope; names at most `limit` items. */
export type FindTask = (ctx: AppContext, limit: number) => Promise<Found>;

/** Rows before LIMIT, as a column of each row. */
export const rowsInAll = sql<number>`(count(*) over ())::int`;

/** Rows that carry `rowsInAll` as `inAll`, as work found. */
export function found<Row extends { inAll: number }>(rows: readonly Row[], itemOf: (row: Row) => TaskItem): Found {
  return { count: rows[0]?.inAll ?? 0, items: rows.map(itemOf) };
}
