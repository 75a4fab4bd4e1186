import { eq } from "drizzle-orm";
import { createUser } from "../../src/app/account/create-user.ts";
import type { UserInput } from "../../src/app/account/insert-user.ts";
import type { AppContext } from "../../src/app/context.ts";
import { findOrCreateBureau } from "../../src/app/organization/find-or-create-bureau.ts";
import { userTable } from "../../src/db/schema/account.ts";
import { type Role, secondFactorRoles } from "../../src/domain/account/role.ts";
import { localStaff, type UserPrincipal } from "../../src/domain/shared/principal.ts";
import { makeTotpSecret, totpCode, totpSecretBytes } from "../../src/secrets/totp.ts";

/** A signed-in user out of thin air; nothing of it is in the database. Staff are in charge of everywhere unless told. */
export function userPrincipal(change: Partial<Omit<UserPrincipal, "kind">> = {}): UserPrincipal {
  const roles = change.roles ?? ["enterprise"];
  return {
    kind: "user",
    id: `user-${roles.join("-")}`,
    roles,
    organizationId: null,
    organizationKind: roles.includes("staff") ? "bureau" : null,
    linkedOrganizationIds: [],
    region: null,
    expertId: null,
    ...change,
  };
}

export const testPassword = "江边 三只 白鹭 飞起来";

/** An account that can sign in at once: password chosen, authenticator set up where its role asks for one. */
export interface TestAccount {
  id: string;
  username: string;
  password: string;
  organizationId: string | null;
  /** Code of its authenticator at a moment; null without one. */
  code: ((at: Date) => string) | null;
}

let made = 0;

/** Opens an account of a role in the database. Each call makes a new one, with a username of its own. */
export async function createAccount(
  ctx: AppContext,
  role: Role,
  change: Partial<UserInput> = {},
): Promise<TestAccount> {
  const operator: AppContext = { ...ctx, principal: localStaff };
  made += 1;
  const username = change.username ?? `${role}-${made}-${Buffer.from(ctx.randomBytes(4)).toString("hex")}`;
  const bureau = async () => findOrCreateBureau({ ctx: operator, name: "某市科学技术局", regionCode: null });
  const organizationId = change.organizationId ?? (role === "staff" ? await bureau() : null);
  const input = { displayName: `某${role}`, roles: [role], ...change, username, organizationId };
  const id = await createUser({ ctx: operator, input, password: testPassword });
  const secret = secondFactorRoles.includes(role) ? makeTotpSecret(ctx.randomBytes(totpSecretBytes)) : null;
  await ctx.db.orm
    .update(userTable)
    .set({
      passwordChangedAt: ctx.now(),
      ...(secret !== null && {
        totpSecret: ctx.keyRing.seal(secret, ctx.randomBytes(12)),
        totpConfirmedAt: ctx.now(),
      }),
    })
    .where(eq(userTable.id, id));
  return {
    id,
    username,
    password: testPassword,
    organizationId,
    code: secret === null ? null : (at) => totpCode(secret, at),
  };
}
