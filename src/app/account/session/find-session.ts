import { and, eq, lt } from "drizzle-orm";
import { sessionTable } from "../../../db/schema/account.ts";
import { findSessionRow, type SessionRow } from "../../../db/sessions.ts";
import { tokenHash } from "../../../secrets/token.ts";
import type { AppContext } from "../../context.ts";
import { debtOf, type Session, sessionLimits } from "./session.ts";

/** The live session of a token, or null. Says that it was seen, at most once a minute. */
export async function findSession(
  ctx: AppContext,
  token: string,
): Promise<{ session: Session; row: SessionRow } | null> {
  const now = ctx.now();
  const hash = tokenHash(token);
  const row = await findSessionRow(ctx.db.orm, hash, {
    now,
    seenSince: new Date(now.getTime() - sessionLimits.idleMs),
  });
  if (row === undefined || (row.demo && !ctx.accounts.demo)) return null;
  const stale = new Date(now.getTime() - sessionLimits.touchMs);
  if (row.lastSeenAt < stale) {
    await ctx.db.orm
      .update(sessionTable)
      .set({ lastSeenAt: now })
      .where(and(eq(sessionTable.tokenHash, hash), lt(sessionTable.lastSeenAt, stale)));
  }
  const { id, userId, username, displayName, organizationName, roles, createdAt } = row;
  const owes = debtOf(row, ctx.accounts, now);
  const session = { id, tokenHash: hash, userId, username, displayName, organizationName, roles, createdAt, owes };
  return { session, row };
}
