import type { Role } from "../../domain/account/role.ts";
import { actsFor, type Principal } from "../../domain/shared/principal.ts";

/** Whose organisations are asked about pairs of a sent list. */
const answering: readonly Role[] = ["enterprise", "university", "broker", "liaison"];

/** Whether the principal answers for an organisation when a list is sent to it. */
export function isAsked(principal: Principal): boolean {
  return (
    principal.kind === "user" &&
    actsFor(principal).length > 0 &&
    principal.roles.some((role) => answering.includes(role))
  );
}
