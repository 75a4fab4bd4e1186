import { and, eq, isNull, or, type SQL } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { recordTable } from "../../db/schema/record.ts";
import { entityKinds } from "../../domain/shared/entity.ts";

/** How many records belong to an organisation. */
export async function countRecords(tx: Orm, organizationId: string): Promise<number> {
  let sum = 0;
  for (const kind of entityKinds) {
    const table = recordTable(kind);
    sum += await tx.$count(table, eq(table.organizationId, organizationId));
  }
  return sum;
}

/** How many records of an organisation, or of none, a user wrote. */
export async function countWritten(tx: Orm, userId: string, organizationId: string): Promise<number> {
  let sum = 0;
  for (const kind of entityKinds) sum += await tx.$count(recordTable(kind), written(kind, userId, organizationId));
  return sum;
}

/** Makes `to` the author of what `from` wrote for an organisation or for none. @returns how many records of each kind */
export async function moveWritten(
  tx: Orm,
  { from, to, organizationId }: { from: string; to: string; organizationId: string },
): Promise<Record<string, number>> {
  const moved: Record<string, number> = {};
  for (const kind of entityKinds) {
    const table = recordTable(kind);
    const rows = await tx
      .update(table)
      .set({ createdBy: to })
      .where(written(kind, from, organizationId))
      .returning({ id: table.id });
    if (rows.length > 0) moved[kind] = rows.length;
  }
  return moved;
}

function written(kind: (typeof entityKinds)[number], userId: string, organizationId: string): SQL {
  const table = recordTable(kind);
  const here = or(eq(table.organizationId, organizationId), isNull(table.organizationId));
  return and(eq(table.createdBy, userId), here)!;
}
