import { and, eq, ne } from "drizzle-orm";
import { recoveryCodeTable, sessionTable, userTable } from "../../../db/schema/account.ts";
import { deleteSessions } from "../../../db/sessions.ts";
import { AppError } from "../../../domain/shared/errors.ts";
import { appendAudit } from "../../audit/append-audit.ts";
import type { AppContext } from "../../context.ts";
import { checkPassword } from "../check-password.ts";
import type { Session } from "../session/session.ts";
import { replaceRecoveryCodes } from "./recovery-codes.ts";

/** Removes one's authenticator, for a new phone: the password is asked for again, other sessions end, and roles that need a second
 * factor set up a new one before anything else.
 * @throws AppError `invalid_input` (password), `limit_exceeded` */
export async function removeAuthenticator(input: { ctx: AppContext; session: Session; password: string }) {
  const { ctx, session } = input;
  const user = await signedInUser(input);
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(userTable)
      .set({ totpSecret: null, totpConfirmedAt: null, totpLastStep: null, updatedAt: ctx.now() })
      .where(eq(userTable.id, user.id));
    await tx.delete(recoveryCodeTable).where(eq(recoveryCodeTable.userId, user.id));
    await deleteSessions(tx, and(eq(sessionTable.userId, user.id), ne(sessionTable.tokenHash, session.tokenHash)));
    const deed = { action: "account.totp", subjectKind: "account", subjectId: user.id, actor: user.id } as const;
    await appendAudit(ctx, tx, { ...deed, details: { set: false } });
  });
}

/** Ten new recovery codes in the place of the old. @returns them, to be shown once
 * @throws AppError `invalid_input` (password), `limit_exceeded`, `precondition_failed` (no authenticator) */
export async function renewRecoveryCodes(input: {
  ctx: AppContext;
  session: Session;
  password: string;
}): Promise<string[]> {
  const { ctx } = input;
  const user = await signedInUser(input);
  if (user.totpConfirmedAt === null) throw new AppError("precondition_failed", "还没有设置验证器。");
  return ctx.db.transaction(async (tx) => {
    const codes = await replaceRecoveryCodes(ctx, tx, user.id);
    const deed = { action: "account.totp", subjectKind: "account", subjectId: user.id, actor: user.id } as const;
    await appendAudit(ctx, tx, { ...deed, details: { recoveryCodes: "renewed" } });
    return codes;
  });
}

async function signedInUser({ ctx, session, password }: { ctx: AppContext; session: Session; password: string }) {
  if (session.owes !== null) throw new AppError("precondition_failed", "请先完成登录。");
  return checkPassword(ctx, session, password);
}
