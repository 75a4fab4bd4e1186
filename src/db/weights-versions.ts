import { asc, eq, sql } from "drizzle-orm";
import type { WeightsVersion } from "../domain/matching/weights-version.ts";
import type { Orm } from "./database.ts";
import { weightsVersionTable } from "./schema/match.ts";

type Row = typeof weightsVersionTable.$inferSelect;

/** The version in force; undefined while the program's start weights are. */
export async function findAppliedWeights(orm: Orm): Promise<WeightsVersion | undefined> {
  const rows = await orm.select().from(weightsVersionTable).where(eq(weightsVersionTable.status, "applied"));
  return rows[0] && toVersion(rows[0]);
}

export async function findWeightsVersion(orm: Orm, version: string): Promise<WeightsVersion | undefined> {
  const rows = await orm.select().from(weightsVersionTable).where(eq(weightsVersionTable.id, version));
  return rows[0] && toVersion(rows[0]);
}

/** All stored versions, oldest first. */
export async function listWeightsVersions(orm: Orm): Promise<WeightsVersion[]> {
  const rows = await orm
    .select()
    .from(weightsVersionTable)
    .orderBy(asc(weightsVersionTable.createdAt), asc(weightsVersionTable.id));
  return rows.map(toVersion);
}

/** Lets one transaction at a time change versions; readers go on. */
export async function lockWeights(tx: Orm): Promise<void> {
  await tx.execute(sql`lock table ${weightsVersionTable} in share row exclusive mode`);
}

/** Stores a version, or what was decided about a stored one; its weights and evidence never change. */
export async function saveWeightsVersion(tx: Orm, version: WeightsVersion): Promise<void> {
  const { weights, status, decidedBy, decidedAt } = version;
  await tx
    .insert(weightsVersionTable)
    .values({ ...version, id: weights.version })
    .onConflictDoUpdate({ target: weightsVersionTable.id, set: { status, decidedBy, decidedAt } });
}

function toVersion({ id: _id, ...version }: Row): WeightsVersion {
  return version;
}
