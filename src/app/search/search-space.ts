import { notRestricted } from "../../domain/matching/project-shelves.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import { type Audience, actsFor, audienceOf, type Principal } from "../../domain/shared/principal.ts";
import type { BoxRequest } from "../../search/engine.ts";

/** Facets that say who may find a document. Callers neither filter by them nor have them counted. */
export const guardFacets: readonly string[] = ["scope", "named"];

/** What of the index exists for a principal. No caller has a say in it. */
export function searchSpace(principal: Principal): { audience: Audience; within?: BoxRequest["within"] } {
  const audience = audienceOf(principal);
  if (audience !== "internal" || principal.kind === "system" || principal.kind === "localStaff") return { audience };
  const named = [notRestricted, ...actsFor(principal)];
  const region = principal.kind === "user" ? principal.region : null;
  const filterOf = (kind: string) => ({ named, ...(kind === "need" && region !== null && { scope: [region] }) });
  return { audience, within: Object.fromEntries(entityKinds.map((kind) => [kind, filterOf(kind)])) };
}
