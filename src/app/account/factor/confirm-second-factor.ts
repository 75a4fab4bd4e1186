import { AppError } from "../../../domain/shared/errors.ts";
import { appendAudit } from "../../audit/append-audit.ts";
import type { AppContext } from "../../context.ts";
import { findAccount } from "../find-account.ts";
import type { Session } from "../session/session.ts";
import { type StartedSession, startSession } from "../session/start-session.ts";
import { countCodeAttempt, takeTotpCode, wrongCode } from "./check-code.ts";
import { useRecoveryCode } from "./recovery-codes.ts";

/**
 * Completes a sign-in with a code of the authenticator, or a recovery code, and begins a new session.
 * @throws AppError `unauthenticated` (wrong or used code), `limit_exceeded`, `precondition_failed` (nothing is owed)
 */
export async function confirmSecondFactor({
  ctx,
  session,
  code,
}: {
  ctx: AppContext;
  session: Session;
  code: string;
}): Promise<StartedSession> {
  if (session.owes !== "secondFactor") throw new AppError("precondition_failed", "这次登录不需要验证码。");
  const attempt = await countCodeAttempt(ctx, session.userId);
  const started = await ctx.db.transaction(async (tx) => {
    const user = await findAccount(tx, session.userId, { forUpdate: true });
    const by = (await takeTotpCode(ctx, tx, user, code))
      ? "totp"
      : (await useRecoveryCode(ctx, tx, user.id, code))
        ? "recoveryCode"
        : null;
    await appendAudit(ctx, tx, {
      action: by === null ? "session.fail" : "session.signIn",
      subjectKind: "account",
      subjectId: user.id,
      actor: user.id,
      details: by === null ? { secondFactor: "wrong" } : { stage: "full", by },
    });
    if (by === null) return null;
    const { tokenHash: replaces, createdAt: since } = session;
    return startSession(ctx, tx, { userId: user.id, stage: "full", replaces, since });
  });
  if (started === null) throw wrongCode();
  await attempt.succeed();
  return started;
}
