import { eq } from "drizzle-orm";
import type { Orm } from "../../../db/database.ts";
import { type SessionStage, sessionTable } from "../../../db/schema/account.ts";
import { makeToken, tokenBytes, tokenHash } from "../../../secrets/token.ts";
import type { AppContext } from "../../context.ts";
import { sessionLimits } from "./session.ts";

/** A session begun: the token goes into the cookie and is nowhere stored. */
export interface StartedSession {
  token: string;
  id: string;
}

/**
 * Begins a session under a new token; the one it takes the place of ends, so that a token known before is worth nothing after.
 * @param since when the person signed in, where the session goes on from an earlier one: twelve hours count from there
 */
export async function startSession(
  ctx: AppContext,
  tx: Orm,
  {
    userId,
    stage,
    replaces,
    since = ctx.now(),
  }: { userId: string; stage: SessionStage; replaces: string | null; since?: Date },
): Promise<StartedSession> {
  if (replaces !== null) await tx.delete(sessionTable).where(eq(sessionTable.tokenHash, replaces));
  const token = makeToken(ctx.randomBytes(tokenBytes));
  const id = ctx.newId();
  const now = ctx.now();
  const lastsMs = stage === "full" ? sessionLimits.absoluteMs : sessionLimits.unfinishedMs;
  await tx.insert(sessionTable).values({
    tokenHash: tokenHash(token),
    id,
    userId,
    stage,
    createdAt: since,
    lastSeenAt: now,
    expiresAt: new Date(since.getTime() + lastsMs),
    ip: ctx.origin.ip,
    device: ctx.origin.device,
  });
  return { token, id };
}
