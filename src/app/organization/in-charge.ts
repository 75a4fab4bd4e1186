import { eq, like, type SQL } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { managingRoles } from "../../domain/organization/member-role.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import type { Principal, UserPrincipal } from "../../domain/shared/principal.ts";
import { regionPrefix } from "../../domain/taxonomy/region-code.ts";
import { hasDuty } from "../duty.ts";
import { signInFirst } from "../scope.ts";

export type OrganizationRow = typeof organizationTable.$inferSelect;

/** Whose organisations the principal decides about: a prefix of region codes; null = every one. Undefined = none. */
function regionInCharge(principal: Principal): string | null | undefined {
  if (!hasDuty(principal, "approveOrganizations")) return undefined;
  if (principal.kind !== "user" || principal.roles.includes("admin") || principal.region === null) return null;
  return regionPrefix(principal.region);
}

/** Whether the principal is staff in charge of a region, an admin, or the operator. An organisation without a region is in the
 * charge of those who are in charge of everywhere. */
export function isInCharge(principal: Principal, regionCode: string | null): boolean {
  const prefix = regionInCharge(principal);
  if (prefix === undefined) return false;
  return prefix === null || (regionCode?.startsWith(prefix) ?? false);
}

/** The same as a condition on organisations; undefined = every one.
 * @throws AppError `unauthenticated`, `forbidden` */
export function organizationsInCharge(principal: Principal): SQL | undefined {
  const prefix = regionInCharge(principal);
  if (prefix === undefined) {
    if (principal.kind === "visitor") throw signInFirst();
    throw new AppError("forbidden", "您没有权限进行这项操作。", { reason: "approveOrganizations" });
  }
  return prefix === null ? undefined : like(organizationTable.regionCode, `${prefix}%`);
}

/** Whether the principal answers for this organisation as its member. */
export function isManager(principal: Principal, organizationId: string): principal is UserPrincipal {
  if (principal.kind !== "user" || principal.organizationId !== organizationId) return false;
  const role = principal.organizationKind === null ? null : managingRoles[principal.organizationKind];
  return role !== null && principal.roles.includes(role);
}

/** The organisation the principal answers for.
 * @throws AppError `unauthenticated`, `forbidden` */
export function requireManager(principal: Principal): string {
  if (principal.kind === "visitor") throw signInFirst();
  const id = principal.kind === "user" ? principal.organizationId : null;
  if (id !== null && isManager(principal, id)) return id;
  throw new AppError("forbidden", "成员和代办关系由本单位的企业用户或高校院所用户管理。", { reason: "members" });
}

/** An organisation, held until the transaction ends. @throws AppError `not_found` */
export async function lockOrganization(tx: Orm, id: string): Promise<OrganizationRow> {
  const rows = await tx.select().from(organizationTable).where(eq(organizationTable.id, id)).for("update");
  if (rows[0] === undefined) throw notFound("单位");
  return rows[0];
}

/** In whose name a deed about an organisation is done, where the actor is no member of it. */
export function behalfOf(principal: Principal, organizationId: string): string | null {
  return "organizationId" in principal && principal.organizationId === organizationId ? null : organizationId;
}
