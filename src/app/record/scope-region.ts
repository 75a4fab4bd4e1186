import { and, inArray, ne } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import type { AppContext } from "../context.ts";

/**
 * Whose staff are in charge of a record: those of its own region, else of its organisation's, else `otherwise`, by default the
 * region of the staff who enter it; null = those of the whole installation.
 * @returns one GB/T 2260 code or null per record, in their order
 */
export async function scopeRegions(
  ctx: AppContext,
  tx: Orm,
  records: readonly { regionCode: string | null; organizationId: string | null }[],
  otherwise: string | null = ctx.principal.kind === "user" ? ctx.principal.region : null,
): Promise<(string | null)[]> {
  const unplaced = records.flatMap(({ regionCode, organizationId }) =>
    regionCode === null && organizationId !== null ? [organizationId] : [],
  );
  const organizations =
    unplaced.length === 0
      ? []
      : await tx
          .select({ id: organizationTable.id, regionCode: organizationTable.regionCode })
          .from(organizationTable)
          // A region that an applicant states holds once it was approved.
          .where(and(inArray(organizationTable.id, [...new Set(unplaced)]), ne(organizationTable.status, "pending")));
  const regions = new Map(organizations.map(({ id, regionCode }) => [id, regionCode]));
  return records.map(({ regionCode, organizationId }) => regionCode ?? regions.get(organizationId ?? "") ?? otherwise);
}
