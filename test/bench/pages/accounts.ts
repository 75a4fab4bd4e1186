import { startSession } from "../../../src/app/account/session/start-session.ts";
import { appendAudit } from "../../../src/app/audit/append-audit.ts";
import type { AppContext } from "../../../src/app/context.ts";
import { userLinkTable, userTable } from "../../../src/db/schema/account.ts";
import { privacyNotice } from "../../../src/domain/account/privacy-notice.ts";
import { type Role, secondFactorRoles } from "../../../src/domain/account/role.ts";
import type { Principal, UserPrincipal } from "../../../src/domain/shared/principal.ts";
import { countyRegion, idOf, organizations, sizes } from "./world.ts";

/** Who asks, and the column of the table of routes that says what they may. `county` is staff of one region. */
export const askers = {
  visitor: "visitor",
  enterprise: "entA",
  university: "uniU",
  expert: "expert",
  broker: "brkA",
  staff: "staffIn",
  county: "staffIn",
  judge: "judge",
  admin: "admin",
  auditor: "auditor",
} as const;
export type Asker = keyof typeof askers;
export type Member = Exclude<Asker, "visitor">;

const members = Object.keys(askers).filter((name) => name !== "visitor") as Member[];

const belongings: Partial<Record<Member, string>> = {
  enterprise: organizations.firm,
  university: organizations.university,
  expert: organizations.university,
  staff: organizations.bureau,
  county: organizations.county,
  admin: organizations.bureau,
  auditor: organizations.bureau,
};

/** The expert user's own profile is the university's first. */
export const ownProfile = idOf("expert", 0);

export function principalOf(member: Member): UserPrincipal {
  const role: Role = member === "county" ? "staff" : member;
  const organizationId = belongings[member] ?? null;
  const kinds = { enterprise: "enterprise", university: "institution", expert: "institution" } as const;
  return {
    kind: "user",
    id: idOf("user", members.indexOf(member)),
    roles: [role],
    organizationId,
    organizationKind: organizationId === null ? null : (kinds[member as keyof typeof kinds] ?? "bureau"),
    linkedOrganizationIds: member === "broker" ? organizations.linked : [],
    region: member === "county" ? countyRegion : null,
    expertId: member === "expert" ? ownProfile : null,
  };
}

/** The members, hundreds of other accounts, and deeds in the audit. */
export async function addUsers(ctx: AppContext): Promise<void> {
  const now = ctx.now();
  const stamp = { status: "active", createdBy: "system", version: 1, createdAt: now, updatedAt: now } as const;
  const account = (id: string, name: string, roles: readonly Role[], more: object) => ({
    id,
    username: name,
    usernameKey: name,
    displayName: name,
    roles,
    privacyVersion: privacyNotice.version,
    privacyAcceptedAt: now,
    passwordHash: "no password opens it",
    passwordChangedAt: now,
    totpConfirmedAt: roles.some((role) => secondFactorRoles.includes(role)) ? now : null,
    ...stamp,
    ...more,
  });
  const own = members.map((member) => {
    const { id, roles, organizationId, expertId } = principalOf(member);
    return account(id, member, roles, { organizationId, expertId });
  });
  const others = Array.from({ length: sizes.users }, (_, n) =>
    account(idOf("user", 100 + n), `member-${n}`, ["enterprise"], { organizationId: idOf("organization", n) }),
  );
  await ctx.db.orm.insert(userTable).values([...own, ...others]);
  const { id: userId, linkedOrganizationIds } = principalOf("broker");
  await ctx.db.orm
    .insert(userLinkTable)
    .values(
      linkedOrganizationIds.map((organizationId) => ({ userId, organizationId, createdBy: "system", createdAt: now })),
    );
  const deed = (n: number) => ({
    action: n % 5 === 0 ? ("contact.reveal" as const) : ("session.signIn" as const),
    subjectKind: "account",
    subjectId: idOf("user", 100 + (n % sizes.users)),
    actor: idOf("user", 100 + (n % sizes.users)),
  });
  for (let from = 0; from < sizes.deeds; from += 500) {
    const deeds = Array.from({ length: 500 }, (_, at) => deed(from + at));
    await ctx.db.transaction((tx) => appendAudit(ctx, tx, ...deeds));
  }
}

/** Begins a session of each member. @returns the cookies by name */
export async function signInAll(context: (principal: Principal) => AppContext): Promise<Map<Asker, string>> {
  const cookies = new Map<Asker, string>([["visitor", ""]]);
  for (const member of members) {
    const principal = principalOf(member);
    const ctx = context(principal);
    const begin = { userId: principal.id, stage: "full", replaces: null } as const;
    const { token } = await ctx.db.transaction((tx) => startSession(ctx, tx, begin));
    cookies.set(member, `duijie=${token}`);
  }
  return cookies;
}
