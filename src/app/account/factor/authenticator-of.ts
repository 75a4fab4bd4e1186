import type { AppContext } from "../../context.ts";
import { findAccount } from "../find-account.ts";
import type { Session } from "../session/session.ts";
import { countRecoveryCodes } from "./recovery-codes.ts";

/** Whether one's authenticator is in force, and how many recovery codes are left. */
export async function authenticatorOf({
  ctx,
  session,
}: {
  ctx: AppContext;
  session: Session;
}): Promise<{ set: boolean; codesLeft: number }> {
  const user = await findAccount(ctx.db.orm, session.userId);
  return { set: user.totpConfirmedAt !== null, codesLeft: await countRecoveryCodes(ctx, user.id) };
}
