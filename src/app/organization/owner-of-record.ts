import { inArray, sql } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { expertTable, needTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { actsFor, audienceOf } from "../../domain/shared/principal.ts";
import type { AppContext } from "../context.ts";
import { findOrCreateOrganizations, nameKey } from "./find-or-create-organizations.ts";

/**
 * The organisation a record belongs to. Staff enter records of anybody, by name; everybody else only of organisations they act for:
 * a name in a form makes nobody the owner of, or an author for, another firm. Without a name it is the principal's own, or the only firm it acts for.
 * @throws AppError `invalid_input` for another organisation's name, or none where a broker acts for several
 */
export async function ownerOfRecord(ctx: AppContext, tx: Orm, kind: EntityKind, name: string): Promise<string | null> {
  const { principal } = ctx;
  if (audienceOf(principal) === "internal") {
    return (await findOrCreateOrganizations(ctx, tx, kind, [name])).get(name) ?? null;
  }
  const own = "organizationId" in principal ? principal.organizationId : null;
  const allowed = actsFor(principal);
  if (allowed.length === 0 || (nameKey(name) === "" && own !== null)) return own;
  if (nameKey(name) === "" && allowed.length === 1) return allowed[0]!;
  const organizations = await tx
    .select({ id: organizationTable.id, name: organizationTable.name, key: organizationTable.nameKey })
    .from(organizationTable)
    .where(inArray(organizationTable.id, [...allowed]));
  const named = organizations.find(({ key }) => key === nameKey(name));
  if (named !== undefined) return named.id;
  throw new AppError("invalid_input", "只能以本单位或所代办企业的名义登记。", {
    issues: [
      { where: "organizationName", found: name, expected: `应为 ${organizations.map((each) => each.name).join("、")}` },
    ],
  });
}

/** An organisation in whose name somebody may write. */
export interface WritingOwner {
  name: string;
  /** As it was registered or, where it came from a workbook, as its newest records say; null = not known. */
  regionCode: string | null;
}

const newestRegion = (table: typeof needTable | typeof expertTable) =>
  sql`(select held.region_code from ${table} as held where held.organization_id = ${organizationTable.id}
    and held.region_code is not null order by held.seq desc limit 1)`;

/** The organisations in whose name the principal may write, by name; none for staff, who enter records of anybody. */
export async function writesFor({ principal, db }: AppContext): Promise<WritingOwner[]> {
  const allowed = actsFor(principal);
  if (audienceOf(principal) === "internal" || allowed.length === 0) return [];
  const { id, name, regionCode } = organizationTable;
  const known = sql<string | null>`coalesce(${regionCode}, ${newestRegion(needTable)}, ${newestRegion(expertTable)})`;
  const rows = await db.orm
    .select({ name, regionCode: known })
    .from(organizationTable)
    .where(inArray(id, [...allowed]));
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
