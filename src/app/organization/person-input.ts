import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { userTable } from "../../db/schema/account.ts";
import { usernameKey } from "../../domain/account/login-name.ts";
import { privacyNotice } from "../../domain/account/privacy-notice.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { userInput } from "../account/insert-user.ts";
import type { AppContext } from "../context.ts";

/** What a person states who opens an account of their own. */
export const personInput = userInput.pick({ username: true, displayName: true, phone: true, email: true }).extend({
  password: z.string().max(1000),
  privacyVersion: z.literal(privacyNotice.version, { error: "请阅读并同意隐私说明" }),
});

type Person = z.output<typeof personInput>;

/**
 * The person with only those contacts that no other account has: those are left out without a word, so that nobody learns here
 * whose phone or e-mail is known. Usernames are public and refused by name.
 * @throws AppError `invalid_input` for a username that is taken
 */
export async function admissiblePerson(
  ctx: AppContext,
  tx: Orm,
  { username, displayName, phone, email, privacyVersion }: Person,
): Promise<Omit<Person, "password">> {
  if ((await tx.$count(userTable, eq(userTable.usernameKey, usernameKey(username)))) > 0) {
    const expected = "这个用户名已有人使用，请换一个";
    throw new AppError("invalid_input", `${expected}。`, {
      issues: [{ where: "username", found: username, expected }],
    });
  }
  const free = async (value: string | null, by: "phone" | "email") => {
    if (value === null) return null;
    const column = by === "phone" ? userTable.phoneKey : userTable.emailKey;
    const taken = await tx.$count(userTable, eq(column, ctx.keyRing.lookupKey(by, value)));
    return taken > 0 ? null : value;
  };
  return {
    username,
    displayName,
    phone: await free(phone, "phone"),
    email: await free(email, "email"),
    privacyVersion,
  };
}
