import type { Role } from "../account/role.ts";
import type { OrganizationKind } from "../organization/organization.ts";

/** Somebody signed in. Read anew from the database with every request, so that a change of rights holds at once. */
export interface UserPrincipal {
  kind: "user";
  id: string;
  roles: readonly Role[];
  organizationId: string | null;
  organizationKind: OrganizationKind | null;
  /** Firms a broker or liaison acts for. */
  linkedOrganizationIds: readonly string[];
  /** GB/T 2260 code whose subtree staff are in charge of; null = everywhere. */
  region: string | null;
  /** The profile of a user who is an expert; null for others. */
  expertId: string | null;
}

/** What an API token of an organisation may do. */
export const tokenScopes = ["read", "write"] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** A program of an organisation, by its token. */
export interface TokenPrincipal {
  kind: "token";
  id: string;
  organizationId: string;
  organizationKind: OrganizationKind;
  /** A bureau's own region: its token reaches no further; null = everywhere. */
  region: string | null;
  scopes: readonly TokenScope[];
}

/** Who acts. `system`: the program itself; `localStaff`: the operator at the command line of this machine. */
export type Principal =
  | { kind: "system"; id: "system" }
  | { kind: "localStaff"; id: "localStaff" }
  | { kind: "visitor"; id: "visitor" }
  | UserPrincipal
  | TokenPrincipal;

export const system: Principal = { kind: "system", id: "system" };
export const localStaff: Principal = { kind: "localStaff", id: "localStaff" };
/** Not signed in. */
export const visitor: Principal = { kind: "visitor", id: "visitor" };

/** From which side a principal looks at other people's records: `internal` works with them as they are, `members` and
 * `public` see what was disclosed to all accounts or to everybody. */
export type Audience = "internal" | "members" | "public";

/** From the widest to the narrowest. */
export const audiences: readonly Audience[] = ["public", "members", "internal"];

/** Disclosure level of those who look in from outside, before any introduction. */
export const openLevels = { public: 0, members: 1 } as const;

/** The audience of a principal. An admin or auditor who is not staff as well works with accounts and records of deeds, not with
 * needs, and is no more than a member here. */
export function audienceOf(principal: Principal): Audience {
  switch (principal.kind) {
    case "system":
    case "localStaff":
      return "internal";
    case "user":
      return principal.roles.includes("staff") ? "internal" : "members";
    case "token":
      return principal.organizationKind === "bureau" ? "internal" : "members";
    case "visitor":
      return "public";
  }
}

/** Organisations in whose name the principal may act: its own, and for brokers and liaisons the linked ones. */
export function actsFor(principal: Principal): readonly string[] {
  if (principal.kind === "token") return [principal.organizationId];
  if (principal.kind !== "user") return [];
  const own = principal.organizationId === null ? [] : [principal.organizationId];
  return [...new Set([...own, ...principal.linkedOrganizationIds])];
}
