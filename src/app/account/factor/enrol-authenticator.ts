import { and, eq, ne } from "drizzle-orm";
import { sessionTable, userTable } from "../../../db/schema/account.ts";
import { deleteSessions } from "../../../db/sessions.ts";
import { AppError } from "../../../domain/shared/errors.ts";
import { makeTotpSecret, totpAddress, totpSecretBytes } from "../../../secrets/totp.ts";
import { appendAudit } from "../../audit/append-audit.ts";
import type { AppContext } from "../../context.ts";
import { findAccount } from "../find-account.ts";
import type { Session } from "../session/session.ts";
import { type StartedSession, startSession } from "../session/start-session.ts";
import { countCodeAttempt, takeTotpCode, wrongCode } from "./check-code.ts";
import { replaceRecoveryCodes } from "./recovery-codes.ts";

const nonceBytes = 12;

/** A secret that waits for its first code: for the QR code and for typing. */
export interface PendingAuthenticator {
  secret: string;
  address: string;
}

/** Makes a new secret for an account without an authenticator; an earlier one that was never confirmed is void. */
export async function beginEnrolment({ ctx, session }: { ctx: AppContext; session: Session }): Promise<void> {
  const secret = makeTotpSecret(ctx.randomBytes(totpSecretBytes));
  await ctx.db.transaction(async (tx) => {
    const user = await findAccount(tx, session.userId, { forUpdate: true });
    if (user.totpConfirmedAt !== null) throw alreadySet();
    const totpSecret = ctx.keyRing.seal(secret, ctx.randomBytes(nonceBytes));
    await tx.update(userTable).set({ totpSecret, totpLastStep: null }).where(eq(userTable.id, user.id));
  });
}

/** The secret made by `beginEnrolment`, or null where there is none or it is confirmed: it is never shown again then. */
export async function pendingAuthenticator({
  ctx,
  session,
}: {
  ctx: AppContext;
  session: Session;
}): Promise<PendingAuthenticator | null> {
  const user = await findAccount(ctx.db.orm, session.userId);
  if (user.totpSecret === null || user.totpConfirmedAt !== null) return null;
  const secret = ctx.keyRing.unseal(user.totpSecret);
  return { secret, address: totpAddress(secret, user.username) };
}

/**
 * Puts the authenticator in force by its first code; every other session ends and this one goes on under a new token.
 * @returns the new session, and ten recovery codes to be shown once
 * @throws AppError `unauthenticated` (wrong code), `limit_exceeded`, `precondition_failed` (already set up)
 */
export async function enrolAuthenticator({
  ctx,
  session,
  code,
}: {
  ctx: AppContext;
  session: Session;
  code: string;
}): Promise<{ started: StartedSession; codes: string[] }> {
  const attempt = await countCodeAttempt(ctx, session.userId);
  const done = await ctx.db.transaction(async (tx) => {
    const user = await findAccount(tx, session.userId, { forUpdate: true });
    if (user.totpConfirmedAt !== null) throw alreadySet();
    if (!(await takeTotpCode(ctx, tx, user, code))) return null;
    await tx.update(userTable).set({ totpConfirmedAt: ctx.now() }).where(eq(userTable.id, user.id));
    const codes = await replaceRecoveryCodes(ctx, tx, user.id);
    await deleteSessions(tx, and(eq(sessionTable.userId, user.id), ne(sessionTable.tokenHash, session.tokenHash)));
    const { tokenHash: replaces, createdAt: since } = session;
    const started = await startSession(ctx, tx, { userId: user.id, stage: "full", replaces, since });
    await appendAudit(ctx, tx, {
      action: "account.totp",
      subjectKind: "account",
      subjectId: user.id,
      actor: user.id,
      details: { set: true },
    });
    return { started, codes };
  });
  if (done === null) throw wrongCode();
  await attempt.succeed();
  return done;
}

function alreadySet(): AppError {
  return new AppError("precondition_failed", "已经设置过验证器；更换手机请先在“我的账号”里解除。", {
    reason: "enrolled",
  });
}
