import { linkedRoles } from "../../domain/organization/member-role.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { Principal } from "../../domain/shared/principal.ts";
import { signInFirst } from "../scope.ts";

/** Whether the principal's role is to act for firms it does not belong to. */
export function isLinked(principal: Principal): boolean {
  return principal.kind === "user" && principal.roles.some((role) => linkedRoles.includes(role));
}

/** @throws AppError `unauthenticated`, `forbidden` */
export function requireLinked(principal: Principal): void {
  if (principal.kind === "visitor") throw signInFirst();
  if (!isLinked(principal)) throw new AppError("forbidden", "这里只供技术经理人、科技镇长团成员和辅导员使用。");
}
