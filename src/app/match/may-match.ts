import { actsFor, audienceOf, type Principal } from "../../domain/shared/principal.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import { regionPrefix } from "../../domain/taxonomy/region-code.ts";

/** Whether to offer the principal a record's lists: those who do not answer for it would not find them. */
export function mayMatch(principal: Principal, record: AnyRecord): boolean {
  const { id, kind, organizationId } = record;
  if (audienceOf(principal) === "internal" && (kind !== "need" || isInRegionOf(principal, record))) return true;
  if (kind === "expert" && principal.kind === "user" && principal.expertId === id) return true;
  return organizationId !== null && actsFor(principal).includes(organizationId);
}

/** Whether a need lies in the region staff are in charge of, as far as the need says where it lies. */
function isInRegionOf(principal: Principal, { content: { regionCode } }: AnyRecord): boolean {
  const region = principal.kind === "user" || principal.kind === "token" ? principal.region : null;
  return region === null || regionCode?.startsWith(regionPrefix(region)) === true;
}
