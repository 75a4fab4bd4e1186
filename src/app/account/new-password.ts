import { normalisePassword, passwordFaults } from "../../domain/account/password-rule.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";

/**
 * Checks a new password against the profile in force and hashes it. Called before the transaction: hashing takes long.
 * @param names the person's own, which must not be all there is to the password
 * @throws AppError `invalid_input` with one issue per fault; the password is not repeated
 */
export async function hashNewPassword(ctx: AppContext, password: string, names: readonly string[]): Promise<string> {
  const { profile, commonPasswords: common, passwords } = ctx.accounts;
  const faults = passwordFaults(password, { profile, common, names });
  if (faults.length > 0) {
    throw new AppError("invalid_input", "新密码不符合要求。", {
      issues: faults.map((expected) => ({ where: "newPassword", found: "（不显示）", expected })),
    });
  }
  return passwords.hash(normalisePassword(password), ctx.randomBytes(16));
}
