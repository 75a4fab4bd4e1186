import { lte, or } from "drizzle-orm";
import { oneTimeLinkTable, sessionTable, throttleTable } from "../../db/schema/account.ts";
import type { AppContext } from "../context.ts";
import { sessionLimits } from "./session/session.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Removes what has ended: sessions, links a day after they expired, counts of attempts older than a day. */
export async function sweepAccounts({ ctx }: { ctx: AppContext }): Promise<void> {
  const now = ctx.now();
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const idle = new Date(now.getTime() - sessionLimits.idleMs);
  const { orm } = ctx.db;
  await orm.delete(sessionTable).where(or(lte(sessionTable.expiresAt, now), lte(sessionTable.lastSeenAt, idle)));
  await orm.delete(oneTimeLinkTable).where(lte(oneTimeLinkTable.expiresAt, dayAgo));
  await orm.delete(throttleTable).where(lte(throttleTable.windowStart, dayAgo));
}
