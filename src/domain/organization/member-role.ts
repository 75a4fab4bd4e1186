import type { Role } from "../account/role.ts";
import type { OrganizationKind } from "./organization.ts";

/** The role of those who answer for an organisation: they admit, invite and remove members. A bureau's accounts are an admin's. */
export const managingRoles: Record<OrganizationKind, Role | null> = {
  enterprise: "enterprise",
  institution: "university",
  bureau: null,
};

/** Roles a member may invite to. */
export const invitedRoles: Record<OrganizationKind, readonly Role[]> = {
  enterprise: ["enterprise"],
  institution: ["university", "expert"],
  bureau: [],
};

/** Roles that act for firms they do not belong to. */
export const linkedRoles: readonly Role[] = ["broker", "liaison"];

/** The kind of organisation whose first member has these roles. */
export function kindOfFounder(roles: readonly Role[]): Exclude<OrganizationKind, "bureau"> {
  return roles.includes("university") ? "institution" : "enterprise";
}
