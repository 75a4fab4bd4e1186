import { actsFor, audienceOf, type Principal } from "../../domain/shared/principal.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";

/** Whether to offer the principal a record's lists: those who do not answer for it would not find them. */
export function mayMatch(principal: Principal, { id, kind, organizationId }: AnyRecord): boolean {
  if (audienceOf(principal) === "internal") return true;
  if (kind === "expert" && principal.kind === "user" && principal.expertId === id) return true;
  return organizationId !== null && actsFor(principal).includes(organizationId);
}
