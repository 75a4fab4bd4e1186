import { eq } from "drizzle-orm";
import type { Orm } from "../../../db/database.ts";
import { userTable } from "../../../db/schema/account.ts";
import { AppError } from "../../../domain/shared/errors.ts";
import { totpStep } from "../../../secrets/totp.ts";
import type { AppContext } from "../../context.ts";
import type { UserRow } from "../find-login.ts";
import { countAttempt, signInRules } from "../throttle.ts";

/** Counts a try of a code: a six-digit code must not be found by trying. The account's own count holds wherever tries come from,
 * because whoever tries has given the password already. */
export async function countCodeAttempt(ctx: AppContext, userId: string) {
  const key = `code:${userId}`;
  const message = "验证码尝试次数过多";
  const attempt = await countAttempt(ctx, [{ key, rule: signInRules.account }], message);
  return { succeed: () => attempt.succeed({ forget: [key] }) };
}

/** Takes a code of the user's authenticator, once. `user` was read in this transaction for update.
 * @returns whether it was right */
export async function takeTotpCode(ctx: AppContext, tx: Orm, user: UserRow, typed: string): Promise<boolean> {
  if (user.totpSecret === null) return false;
  const code = typed.normalize("NFKC").replaceAll(/\s/g, "");
  const step = totpStep(ctx.keyRing.unseal(user.totpSecret), code, ctx.now(), user.totpLastStep);
  if (step === null) return false;
  await tx.update(userTable).set({ totpLastStep: step }).where(eq(userTable.id, user.id));
  return true;
}

export function wrongCode(): AppError {
  return new AppError("unauthenticated", "验证码不正确或已经用过，请等下一个验证码再试。", { reason: "wrong_code" });
}
