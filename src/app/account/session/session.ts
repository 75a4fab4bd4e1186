import type { SessionRow, UserRights } from "../../../db/sessions.ts";
import { isPasswordDue } from "../../../domain/account/password-rule.ts";
import { type Role, secondFactorRoles } from "../../../domain/account/role.ts";
import type { UserPrincipal } from "../../../domain/shared/principal.ts";
import type { AccountSetup } from "../../context.ts";

const MINUTE_MS = 60_000;

/** How long sessions last. */
export const sessionLimits = {
  idleMs: 30 * MINUTE_MS,
  absoluteMs: 12 * 60 * MINUTE_MS,
  /** A sign-in that waits for its second factor, or for a first one to be set up. */
  unfinishedMs: 15 * MINUTE_MS,
  /** `lastSeenAt` is written at most this often. */
  touchMs: MINUTE_MS,
} as const;

/** What a session still owes before it counts: the second factor, setting one up, or a new password. */
export type SessionDebt = "secondFactor" | "enrol" | "newPassword";

/** Who is signed in, for pages and for the use cases of one's own account. */
export interface Session {
  id: string;
  tokenHash: string;
  userId: string;
  username: string;
  displayName: string;
  organizationName: string | null;
  roles: readonly Role[];
  createdAt: Date;
  /** null: signed in. Anything else: the principal is a visitor still. */
  owes: SessionDebt | null;
}

type Debtor = Pick<SessionRow, "stage" | "roles" | "demo" | "totpConfirmedAt" | "passwordChangedAt">;

/** What is still owed, from the account as it is now: a role given today asks for its second factor today. */
export function debtOf(row: Debtor, accounts: AccountSetup, now: Date): SessionDebt | null {
  if (row.stage === "password" && row.totpConfirmedAt !== null) return "secondFactor";
  if (row.totpConfirmedAt === null && asksSecondFactor(row)) return "enrol";
  if (isPasswordDue(accounts.profile, row.passwordChangedAt, now)) return "newPassword";
  return null;
}

/** Whether the account must have a second factor. Demo accounts are spared, and let in nowhere but in a demo. */
function asksSecondFactor({ roles, demo }: Pick<SessionRow, "roles" | "demo">): boolean {
  return !demo && roles.some((role) => secondFactorRoles.includes(role));
}

/** The principal of a user. `staff` counts within a bureau only: without one there is no region to be in charge of. */
export function principalOf(row: UserRights): UserPrincipal {
  const inBureau = row.organizationKind === "bureau";
  return {
    kind: "user",
    id: row.userId,
    roles: inBureau ? row.roles : row.roles.filter((role) => role !== "staff"),
    organizationId: row.organizationId,
    organizationKind: row.organizationKind,
    linkedOrganizationIds: row.linkedOrganizationIds,
    region: inBureau ? row.regionCode : null,
    expertId: row.expertId,
  };
}
