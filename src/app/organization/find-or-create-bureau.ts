import { eq } from "drizzle-orm";
import { organizationTable } from "../../db/schema/organization.ts";
import { organizationContent } from "../../domain/organization/organization.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { nameKey } from "./find-or-create-organizations.ts";

/**
 * The bureau (科技局) of a name, made where there is none.
 * @param regionCode the region its staff are in charge of; null = everywhere
 * @returns its id
 * @throws AppError `conflict` where the name is another kind of organisation's, or the region is another one
 */
export async function findOrCreateBureau({
  ctx,
  name,
  regionCode,
}: {
  ctx: AppContext;
  name: string;
  regionCode: string | null;
}): Promise<string> {
  requireDuty(ctx.principal, "manageUsers");
  const content = parseInput(organizationContent, { kind: "bureau", name, regionCode });
  const key = nameKey(content.name);
  const now = ctx.now();
  await ctx.db.orm
    .insert(organizationTable)
    .values({
      id: ctx.newId(),
      ...content,
      nameKey: key,
      status: "active",
      createdBy: ctx.principal.id,
      version: 1,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing({ target: organizationTable.nameKey });
  const rows = await ctx.db.orm.select().from(organizationTable).where(eq(organizationTable.nameKey, key));
  const bureau = rows[0]!;
  if (bureau.kind !== "bureau" || bureau.regionCode !== regionCode)
    throw new AppError("conflict", `“${name}”已经存在，但不是这个地区的科技局。`, { reason: "organization_taken" });
  return bureau.id;
}
