import { normalisePassword } from "../../domain/account/password-rule.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { findAccount } from "./find-account.ts";
import type { UserRow } from "./find-login.ts";
import type { Session } from "./session/session.ts";
import { countAttempt, signInRules } from "./throttle.ts";

/** Asks the signed-in person for the password again, before something that a borrowed browser must not do. Tries are counted.
 * @throws AppError `invalid_input` beside the box `password`; `limit_exceeded` */
export async function checkPassword(ctx: AppContext, session: Session, password: string): Promise<UserRow> {
  const key = `password:${session.userId}`;
  const message = "密码尝试次数过多";
  const attempt = await countAttempt(ctx, [{ key, rule: signInRules.account }], message);
  const user = await findAccount(ctx.db.orm, session.userId);
  const { passwords } = ctx.accounts;
  if (!(await passwords.verify(normalisePassword(password), user.passwordHash ?? passwords.decoy))) {
    throw new AppError("invalid_input", "现在的密码不正确。", {
      issues: [{ where: "password", found: "（不显示）", expected: "现在的密码不正确" }],
    });
  }
  await attempt.succeed({ forget: [key] });
  return user;
}
