import { eq } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { recoveryCodeTable, sessionTable, userTable } from "../../db/schema/account.ts";
import { deleteSessions } from "../../db/sessions.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";

/**
 * Puts a password, hashed before, in the place of a forgotten one: every session of the account ends.
 * @param chosen by the person; otherwise a new one is asked for at the next sign-in
 * @param withoutAuthenticator also removes the authenticator, for a lost phone without recovery codes
 */
export async function setPassword(
  ctx: AppContext,
  tx: Orm,
  {
    userId,
    passwordHash,
    chosen,
    by,
    withoutAuthenticator = false,
  }: { userId: string; passwordHash: string; chosen: boolean; by: "link" | "operator"; withoutAuthenticator?: boolean },
): Promise<void> {
  const now = ctx.now();
  await tx
    .update(userTable)
    .set({
      passwordHash,
      passwordChangedAt: chosen ? now : null,
      updatedAt: now,
      ...(withoutAuthenticator && { totpSecret: null, totpConfirmedAt: null, totpLastStep: null }),
    })
    .where(eq(userTable.id, userId));
  if (withoutAuthenticator) await tx.delete(recoveryCodeTable).where(eq(recoveryCodeTable.userId, userId));
  await deleteSessions(tx, eq(sessionTable.userId, userId));
  await appendAudit(ctx, tx, {
    action: "account.password",
    subjectKind: "account",
    subjectId: userId,
    actor: by === "link" ? userId : ctx.principal.id,
    details: { by, ...(withoutAuthenticator && { authenticator: "removed" }) },
  });
}
