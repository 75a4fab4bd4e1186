import { and, eq, or } from "drizzle-orm";
import { recordTable } from "../../db/schema/record.ts";
import { notRestricted } from "../../domain/matching/project-shelves.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import { type Audience, actsFor, audienceOf, type Principal } from "../../domain/shared/principal.ts";
import type { BoxRequest } from "../../search/engine.ts";
import type { AppContext } from "../context.ts";
import { scopeFor } from "../scope.ts";

/** Facets that say who may find a document. Callers neither filter by them nor have them counted. */
export const guardFacets: readonly string[] = ["scope", "named"];

export interface SearchSpace {
  audience: Audience;
  within?: BoxRequest["within"];
  also?: BoxRequest["also"];
}

/** What of the index exists for a principal. No caller has a say in it.
 * @throws what the engine or the database fails with */
export async function searchSpace(ctx: AppContext): Promise<SearchSpace> {
  const { principal } = ctx;
  const audience = audienceOf(principal);
  if (audience === "members") return { audience, also: await namedNeeds(ctx) };
  if (audience !== "internal" || principal.kind === "system" || principal.kind === "localStaff") return { audience };
  return { audience, within: staffSpace(principal) };
}

function staffSpace(principal: Principal): BoxRequest["within"] {
  const named = [notRestricted, ...actsFor(principal)];
  const region = principal.kind === "user" || principal.kind === "token" ? principal.region : null;
  const filterOf = (kind: string) => ({ named, ...(kind === "need" && region !== null && { scope: [region] }) });
  return Object.fromEntries(entityKinds.map((kind) => [kind, filterOf(kind)]));
}

/** Needs limited to organisations the principal acts for, of those indexed which it may find at this moment and in this wording.
 * Whom no indexed need names costs the database nothing, so that time tells nothing either. */
async function namedNeeds(ctx: AppContext): Promise<string[]> {
  const organizations = actsFor(ctx.principal);
  if (organizations.length === 0) return [];
  const indexed = await ctx.search.namedNeeds(organizations);
  if (indexed.length === 0) return [];
  const { id, version } = recordTable("need");
  const asIndexed = indexed.map((ref) => and(eq(id, ref.id), eq(version, ref.version)));
  const rows = await ctx.db.orm
    .select({ id })
    .from(recordTable("need"))
    .where(and(or(...asIndexed), scopeFor(ctx.principal, "search", "need")));
  return rows.map((row) => row.id);
}
