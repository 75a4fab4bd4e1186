import { and, eq, isNull, lt } from "drizzle-orm";
import type { Orm } from "./database.ts";
import { idempotencyTable } from "./schema/audit.ts";

export type RequestRow = typeof idempotencyTable.$inferSelect;
/** Whose request, by which key. */
export type RequestName = Pick<RequestRow, "principalId" | "key">;
/** One attempt at a request: a later attempt has a later `createdAt`. */
export type RequestClaim = RequestName & Pick<RequestRow, "requestHash" | "createdAt" | "begunAt">;

const named = ({ principalId, key }: RequestName) =>
  and(eq(idempotencyTable.principalId, principalId), eq(idempotencyTable.key, key));
const unfinished = (claim: RequestClaim) =>
  and(named(claim), eq(idempotencyTable.createdAt, claim.createdAt), isNull(idempotencyTable.status));

/** Notes that a request is at work; false when one of its name stands already. */
export async function insertClaim(orm: Orm, claim: RequestClaim): Promise<boolean> {
  const rows = await orm.insert(idempotencyTable).values(claim).onConflictDoNothing().returning();
  return rows.length === 1;
}

/** Puts a new attempt in the place of `seen`; false when somebody else was first. */
export async function replaceClaim(orm: Orm, seen: RequestRow, claim: RequestClaim): Promise<boolean> {
  const rows = await orm
    .update(idempotencyTable)
    .set({ ...claim, status: null, response: null, headers: null })
    .where(and(named(seen), eq(idempotencyTable.createdAt, seen.createdAt)))
    .returning();
  return rows.length === 1;
}

export async function findRequest(orm: Orm, name: RequestName): Promise<RequestRow | undefined> {
  const rows = await orm.select().from(idempotencyTable).where(named(name));
  return rows[0];
}

/** Keeps what the attempt was answered. */
export async function storeAnswer(
  orm: Orm,
  claim: RequestClaim,
  answer: Pick<RequestRow, "status" | "response" | "headers">,
): Promise<void> {
  await orm.update(idempotencyTable).set(answer).where(unfinished(claim));
}

/** Forgets an attempt that had no effect. */
export async function releaseClaim(orm: Orm, claim: RequestClaim): Promise<void> {
  await orm.delete(idempotencyTable).where(unfinished(claim));
}

/** How long an answer is given again. */
export const answerKeptMs = 24 * 3_600_000;

/** Forgets answers that are no longer given again. */
export async function pruneAnswers(orm: Orm, now: Date): Promise<void> {
  await orm.delete(idempotencyTable).where(lt(idempotencyTable.createdAt, new Date(now.getTime() - answerKeptMs)));
}
