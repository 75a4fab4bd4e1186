import { and, asc, inArray, like, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { joinRequestTable } from "../../db/schema/account.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { nameKey } from "./find-or-create-organizations.ts";
import { type OrganizationRow, organizationsInCharge } from "./in-charge.ts";
import { openRequests, type RequestView } from "./open-organization.ts";
import { countRecords } from "./records-of.ts";

/** Organisations listed at a time. */
export const organizationsShown = 50;

const listInput = z.strictObject({ q: z.string().trim().max(120).default("") });

export interface OrganizationItem extends OrganizationRow {
  /** Records that name it already, e.g. from an import. */
  records: number;
  requests: RequestView[];
}

/**
 * Organisations the principal is in charge of: first those somebody waits for, then by name those that signed up.
 * @param input `q`: part of a name
 * @throws AppError `unauthenticated`, `forbidden`
 */
export async function listOrganizations({
  ctx,
  input,
}: {
  ctx: AppContext;
  input: unknown;
}): Promise<{ waiting: OrganizationItem[]; signedUp: OrganizationRow[] }> {
  const mine = organizationsInCharge(ctx.principal);
  const { q } = parseInput(listInput, input);
  const { orm } = ctx.db;
  const select = (condition: SQL | undefined) =>
    orm
      .select()
      .from(organizationTable)
      .where(and(mine, condition))
      .orderBy(asc(organizationTable.nameKey))
      .limit(organizationsShown);
  const asked = await select(
    sql`exists (select 1 from ${joinRequestTable} where ${joinRequestTable.organizationId} = ${organizationTable.id}
      and ${joinRequestTable.status} = 'open')`,
  );
  const requests = await openRequests(
    orm,
    asked.map(({ id }) => id),
  );
  const waiting: OrganizationItem[] = [];
  for (const each of asked)
    waiting.push({ ...each, records: await countRecords(orm, each.id), requests: requests.get(each.id) ?? [] });
  const escaped = nameKey(q).replaceAll(/[\\%_]/g, "\\$&");
  const named = q === "" ? undefined : like(organizationTable.nameKey, `%${escaped}%`);
  const signedUp = await select(and(inArray(organizationTable.status, ["active", "suspended"]), named));
  return { waiting, signedUp };
}
