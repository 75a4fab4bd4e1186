import { inArray, sql } from "drizzle-orm";
import { throttleTable } from "../../db/schema/account.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";

/** So many attempts within the window; the next one, and all until `blockMs` are over, is refused. */
export interface ThrottleRule {
  limit: number;
  windowMs: number;
  blockMs: number;
}

const MINUTE_MS = 60_000;

/** Failed sign-ins. By account and address, so that an attacker cannot lock the owner out elsewhere; by address, against many
 * accounts tried from one place; and in all, against many places. */
export const signInRules = {
  account: { limit: 5, windowMs: 15 * MINUTE_MS, blockMs: 15 * MINUTE_MS },
  address: { limit: 50, windowMs: 15 * MINUTE_MS, blockMs: 15 * MINUTE_MS },
  all: { limit: 1_000, windowMs: MINUTE_MS, blockMs: MINUTE_MS },
} as const satisfies Record<string, ThrottleRule>;

export interface ThrottleKey {
  key: string;
  rule: ThrottleRule;
}

/**
 * Counts an attempt before its outcome is known, so that attempts made at once are all counted. In the database: every server
 * sees the same count.
 * @returns undoes the count after a success: `forget` keys are emptied, of the others one attempt is taken back
 * @throws AppError `limit_exceeded` with Retry-After once a limit is passed
 */
export async function countAttempt(
  ctx: AppContext,
  keys: readonly ThrottleKey[],
  message: string,
): Promise<{ succeed(options: { forget: readonly string[] }): Promise<void> }> {
  const now = ctx.now();
  const waits: number[] = [];
  for (const { key, rule } of keys) {
    const wait = await countOne(ctx, key, rule, now);
    if (wait > 0) waits.push(wait);
  }
  if (waits.length > 0) {
    const retryAfterSeconds = Math.ceil(Math.max(...waits) / 1000);
    throw new AppError("limit_exceeded", message, { reason: "too_many_attempts", retryAfterSeconds });
  }
  return {
    async succeed({ forget }) {
      const kept = keys.map(({ key }) => key).filter((key) => !forget.includes(key));
      if (forget.length > 0) await ctx.db.orm.delete(throttleTable).where(inArray(throttleTable.key, [...forget]));
      if (kept.length > 0) {
        await ctx.db.orm
          .update(throttleTable)
          .set({ count: sql`greatest(${throttleTable.count} - 1, 0)`, blockedUntil: null })
          .where(inArray(throttleTable.key, kept));
      }
    },
  };
}

/** @returns milliseconds to wait; 0 when the attempt may go on */
async function countOne(ctx: AppContext, key: string, rule: ThrottleRule, now: Date): Promise<number> {
  const { windowStart, count, blockedUntil } = throttleTable;
  const since = new Date(now.getTime() - rule.windowMs);
  const until = new Date(now.getTime() + rule.blockMs);
  // Instants go in as text: parameters in raw SQL do not pass the column's own conversion.
  const at = (date: Date) => sql`${date.toISOString()}::timestamptz`;
  const over = sql`(case when ${blockedUntil} is null then ${windowStart} <= ${at(since)} else ${blockedUntil} <= ${at(now)} end)`;
  const rows = await ctx.db.orm
    .insert(throttleTable)
    .values({ key, windowStart: now, count: 1, blockedUntil: rule.limit <= 1 ? until : null })
    .onConflictDoUpdate({
      target: throttleTable.key,
      set: {
        windowStart: sql`case when ${over} then ${at(now)} else ${windowStart} end`,
        count: sql`case when ${over} then 1 else ${count} + 1 end`,
        blockedUntil: sql`case when ${over} then null when ${blockedUntil} is not null then ${blockedUntil}
          when ${count} + 1 >= ${rule.limit} then ${at(until)} else null end`,
      },
    })
    .returning({ count: throttleTable.count, blockedUntil: throttleTable.blockedUntil });
  const row = rows[0]!;
  return row.count > rule.limit ? Math.max(1, (row.blockedUntil ?? until).getTime() - now.getTime()) : 0;
}
