import { and, eq, ne } from "drizzle-orm";
import { sessionTable, userTable } from "../../db/schema/account.ts";
import { deleteSessions } from "../../db/sessions.ts";
import { normalisePassword } from "../../domain/account/password-rule.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { checkPassword } from "./check-password.ts";
import { hashNewPassword } from "./new-password.ts";
import type { Session } from "./session/session.ts";
import { type StartedSession, startSession } from "./session/start-session.ts";

/**
 * Changes one's own password: every other session ends, this one goes on under a new token.
 * @throws AppError `invalid_input` beside the boxes `password` and `newPassword`; `limit_exceeded`; `precondition_failed` while the
 * second factor is owed
 */
export async function changePassword({
  ctx,
  session,
  password,
  newPassword,
}: {
  ctx: AppContext;
  session: Session;
  password: string;
  newPassword: string;
}): Promise<StartedSession> {
  if (session.owes === "secondFactor" || session.owes === "enrol")
    throw new AppError("precondition_failed", "请先完成登录，再修改密码。");
  const user = await checkPassword(ctx, session, password);
  if (normalisePassword(password) === normalisePassword(newPassword)) {
    const expected = "新密码不能与现在的相同";
    throw new AppError("invalid_input", `${expected}。`, {
      issues: [{ where: "newPassword", found: "（不显示）", expected }],
    });
  }
  const names = [user.username, user.displayName, session.organizationName ?? ""];
  const passwordHash = await hashNewPassword(ctx, newPassword, names);
  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    await tx
      .update(userTable)
      .set({ passwordHash, passwordChangedAt: now, updatedAt: now })
      .where(eq(userTable.id, user.id));
    await deleteSessions(tx, and(eq(sessionTable.userId, user.id), ne(sessionTable.tokenHash, session.tokenHash)));
    await appendAudit(ctx, tx, {
      action: "account.password",
      subjectKind: "account",
      subjectId: user.id,
      actor: user.id,
      details: { by: "self" },
    });
    const { tokenHash: replaces, createdAt: since } = session;
    return startSession(ctx, tx, { userId: user.id, stage: "full", replaces, since });
  });
}
