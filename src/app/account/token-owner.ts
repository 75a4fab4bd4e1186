import type { Role } from "../../domain/account/role.ts";
import type { OrganizationKind } from "../../domain/organization/organization.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { Principal, UserPrincipal } from "../../domain/shared/principal.ts";
import { signInFirst } from "../scope.ts";

/** The roles that together make a member answer for an organisation's programs. A bureau's token reads what staff read, so its
 * maker must be staff and admin. */
const answering: Record<OrganizationKind, readonly Role[]> = {
  enterprise: ["enterprise"],
  institution: ["university"],
  bureau: ["staff", "admin"],
};

/** The organisation whose tokens the principal makes and revokes.
 * @throws AppError `unauthenticated`, `forbidden` */
export function requireTokenOwner(principal: Principal): string {
  if (principal.kind === "visitor") throw signInFirst();
  const owner = principal.kind === "user" ? ownerOf(principal) : null;
  if (owner !== null) return owner;
  throw new AppError("forbidden", "接口令牌由单位的企业用户、高校院所用户，或局的管理员管理。", { reason: "tokens" });
}

function ownerOf({ organizationId, organizationKind, roles }: UserPrincipal): string | null {
  if (organizationId === null || organizationKind === null) return null;
  return answering[organizationKind].every((role) => roles.includes(role)) ? organizationId : null;
}
