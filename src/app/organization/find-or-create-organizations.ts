import { inArray } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import type { OrganizationKind } from "../../domain/organization/organization.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { searchKey } from "../../text/normalise.ts";
import type { AppContext } from "../context.ts";

/** A shorter name, e.g. `—`, is no organisation. */
const MIN_NAME_CHARS = 2;

/** Who states what: enterprises have needs, institutions have experts and achievements. */
const kindOfOwner: Record<EntityKind, OrganizationKind> = {
  need: "enterprise",
  expert: "institution",
  achievement: "institution",
};

/** Ids of the organisations so named, creating the unknown ones. Names are one when their search keys are. Unusable names are left out. */
export async function findOrCreateOrganizations(
  ctx: AppContext,
  tx: Orm,
  kind: EntityKind,
  names: readonly string[],
): Promise<Map<string, string>> {
  const keys = new Map(
    [...new Set(names)].map((name) => [name, nameKey(name)] as const).filter(([, key]) => key.length >= MIN_NAME_CHARS),
  );
  const ids = await idsByKey(tx, [...keys.values()]);
  // Sorted, so that two imports naming the same firms take their locks in one order.
  const missing = [...new Map([...keys].filter(([, key]) => !ids.has(key)).map(([name, key]) => [key, name]))].sort(
    ([a], [b]) => (a < b ? -1 : 1),
  );
  if (missing.length > 0) {
    const now = ctx.now();
    await tx
      .insert(organizationTable)
      .values(
        missing.map(([key, name]) => ({
          id: ctx.newId(),
          kind: kindOfOwner[kind],
          name,
          nameKey: key,
          createdBy: ctx.principal.id,
          version: 1,
          createdAt: now,
          updatedAt: now,
        })),
      )
      .onConflictDoNothing({ target: organizationTable.nameKey });
    for (const [key, id] of await idsByKey(
      tx,
      missing.map(([key]) => key),
    ))
      ids.set(key, id);
  }
  return new Map([...keys].flatMap(([name, key]) => (ids.has(key) ? [[name, ids.get(key)!] as const] : [])));
}

async function idsByKey(tx: Orm, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await tx
    .select({ id: organizationTable.id, key: organizationTable.nameKey })
    .from(organizationTable)
    .where(inArray(organizationTable.nameKey, [...keys]));
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** Organisations are one when their keys are equal. */
export function nameKey(name: string): string {
  return searchKey(name).replaceAll(/\s+/g, " ").trim();
}
