import { and, desc, eq, gt } from "drizzle-orm";
import { sessionTable } from "../../../db/schema/account.ts";
import type { AppContext } from "../../context.ts";
import { type Session, sessionLimits } from "./session.ts";

/** A live session of one's own, as listed. */
export interface SessionItem {
  id: string;
  /** The one that asks. */
  current: boolean;
  createdAt: Date;
  lastSeenAt: Date;
  ip: string;
  device: string;
}

/** The person's live sessions, the latest seen first. */
export async function listSessions({ ctx, session }: { ctx: AppContext; session: Session }): Promise<SessionItem[]> {
  const now = ctx.now();
  const rows = await ctx.db.orm
    .select()
    .from(sessionTable)
    .where(
      and(
        eq(sessionTable.userId, session.userId),
        gt(sessionTable.expiresAt, now),
        gt(sessionTable.lastSeenAt, new Date(now.getTime() - sessionLimits.idleMs)),
      ),
    )
    .orderBy(desc(sessionTable.lastSeenAt));
  return rows.map(({ id, tokenHash, createdAt, lastSeenAt, ip, device }) => ({
    id,
    current: tokenHash === session.tokenHash,
    createdAt,
    lastSeenAt,
    ip,
    device,
  }));
}
