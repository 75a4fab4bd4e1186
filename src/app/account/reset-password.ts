import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { findAccount } from "./find-account.ts";
import { hashNewPassword } from "./new-password.ts";
import { setPassword } from "./set-password.ts";

/**
 * Gives an account a password for one sign-in, at which a new one is asked for. For operators: staff issue recovery links.
 * @throws AppError `forbidden`, `not_found`, `invalid_input`
 */
export async function resetPassword({
  ctx,
  userId,
  password,
  withoutAuthenticator = false,
}: {
  ctx: AppContext;
  userId: string;
  password: string;
  withoutAuthenticator?: boolean;
}): Promise<void> {
  requireDuty(ctx.principal, "manageUsers");
  const { username, displayName } = await findAccount(ctx.db.orm, userId);
  const passwordHash = await hashNewPassword(ctx, password, [username, displayName]);
  await ctx.db.transaction((tx) =>
    setPassword(ctx, tx, { userId, passwordHash, chosen: false, by: "operator", withoutAuthenticator }),
  );
}
