import { inArray, type SQL, sql } from "drizzle-orm";
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

/** Failed sign-ins. By account and address, so that an attacker cannot lock the owner out elsewhere; by address, a minute and a quarter of
 * an hour long, against many accounts tried from one place (an office behind one address signs in as often as it likes); and in all, against many places. */
export const signInRules = {
  account: { limit: 5, windowMs: 15 * MINUTE_MS, blockMs: 15 * MINUTE_MS },
  burst: { limit: 10, windowMs: MINUTE_MS, blockMs: MINUTE_MS },
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
  const waits = (await countAll(ctx, keys, now)).filter((wait) => wait > 0);
  if (waits.length > 0) {
    const retryAfterSeconds = Math.ceil(Math.max(...waits) / 1000);
    const wait = retryAfterSeconds > 90 ? `${Math.ceil(retryAfterSeconds / 60)} 分钟` : `${retryAfterSeconds} 秒`;
    throw new AppError("limit_exceeded", `${message}，请 ${wait}后再试。`, {
      reason: "too_many_attempts",
      retryAfterSeconds,
    });
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

/**
 * One statement for all keys: each round trip is a tenth of a sign-in. Callers name their keys in one order, so two of them never
 * wait for each other.
 * @returns milliseconds to wait by key; 0 where the attempt may go on
 */
async function countAll(ctx: AppContext, keys: readonly ThrottleKey[], now: Date): Promise<number[]> {
  const { windowStart, count, blockedUntil } = throttleTable;
  const until = ({ blockMs }: ThrottleRule) => new Date(now.getTime() + blockMs);
  // Instants go in as text: parameters in raw SQL do not pass the column's own conversion.
  const at = (date: Date) => sql`${date.toISOString()}::timestamptz`;
  const byKey = (value: (rule: ThrottleRule) => SQL) =>
    sql`case ${throttleTable.key} ${sql.join(
      keys.map(({ key, rule }) => sql`when ${key} then ${value(rule)}`),
      sql` `,
    )} end`;
  const since = byKey(({ windowMs }) => at(new Date(now.getTime() - windowMs)));
  const over = sql`(case when ${blockedUntil} is null then ${windowStart} <= ${since} else ${blockedUntil} <= ${at(now)} end)`;
  const rows = await ctx.db.orm
    .insert(throttleTable)
    .values(
      keys.map(({ key, rule }) => ({
        key,
        windowStart: now,
        count: 1,
        blockedUntil: rule.limit <= 1 ? until(rule) : null,
      })),
    )
    .onConflictDoUpdate({
      target: throttleTable.key,
      set: {
        windowStart: sql`case when ${over} then ${at(now)} else ${windowStart} end`,
        count: sql`case when ${over} then 1 else ${count} + 1 end`,
        blockedUntil: sql`case when ${over} then null when ${blockedUntil} is not null then ${blockedUntil}
          when ${count} + 1 >= ${byKey(({ limit }) => sql`${limit}::int`)} then ${byKey((rule) => at(until(rule)))} else null end`,
      },
    })
    .returning({ key: throttleTable.key, count: throttleTable.count, blockedUntil: throttleTable.blockedUntil });
  return rows.map(({ key, count: used, blockedUntil: blocked }) => {
    const { rule } = keys.find((each) => each.key === key)!;
    return used > rule.limit ? Math.max(1, (blocked ?? until(rule)).getTime() - now.getTime()) : 0;
  });
}
