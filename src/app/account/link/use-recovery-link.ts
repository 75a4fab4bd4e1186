import type { AppContext } from "../../context.ts";
import { findAccount } from "../find-account.ts";
import { hashNewPassword } from "../new-password.ts";
import { setPassword } from "../set-password.ts";
import { findLink, takeLink } from "./one-time-link.ts";

/** Whose password a recovery link sets, without using the link up.
 * @throws AppError `not_found` */
export async function readRecoveryLink({
  ctx,
  token,
}: {
  ctx: AppContext;
  token: string;
}): Promise<{ username: string }> {
  const { userId } = await findLink(ctx, "recovery", token);
  const { username } = await findAccount(ctx.db.orm, userId!);
  return { username };
}

/**
 * Sets a new password by a recovery link. The link is used up, every session of the account ends, and signing in still asks for the
 * second factor.
 * @throws AppError `not_found` (used, expired or unknown), `invalid_input` (password; the link stays good)
 */
export async function recoverPassword({
  ctx,
  token,
  newPassword,
}: {
  ctx: AppContext;
  token: string;
  newPassword: string;
}): Promise<void> {
  const { userId } = await findLink(ctx, "recovery", token);
  const { username, displayName } = await findAccount(ctx.db.orm, userId!);
  const passwordHash = await hashNewPassword(ctx, newPassword, [username, displayName]);
  await ctx.db.transaction(async (tx) => {
    await takeLink(ctx, tx, "recovery", token);
    await setPassword(ctx, tx, { userId: userId!, passwordHash, chosen: true, by: "link" });
  });
}
