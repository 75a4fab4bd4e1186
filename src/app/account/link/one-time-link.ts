import { and, eq, gt, isNull } from "drizzle-orm";
import type { Orm } from "../../../db/database.ts";
import { type LinkPurpose, oneTimeLinkTable } from "../../../db/schema/account.ts";
import { AppError } from "../../../domain/shared/errors.ts";
import { makeToken, tokenBytes, tokenHash } from "../../../secrets/token.ts";
import type { AppContext } from "../../context.ts";

type LinkRow = typeof oneTimeLinkTable.$inferSelect;

/** How long a recovery or bootstrap link lasts. */
export const linkLastsMs = 60 * 60_000;

/** Makes a link that works once. @returns its token, which is nowhere stored */
export async function makeLink(
  ctx: AppContext,
  tx: Orm,
  link: Pick<LinkRow, "purpose"> & Partial<Pick<LinkRow, "userId" | "organizationId" | "roles" | "recordId">>,
  lastsMs = linkLastsMs,
): Promise<string> {
  const token = makeToken(ctx.randomBytes(tokenBytes));
  const now = ctx.now();
  await tx.insert(oneTimeLinkTable).values({
    roles: [],
    ...link,
    tokenHash: tokenHash(token),
    createdBy: ctx.principal.id,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lastsMs),
  });
  return token;
}

function live(ctx: AppContext, purpose: LinkPurpose, token: string) {
  return and(
    eq(oneTimeLinkTable.tokenHash, tokenHash(token)),
    eq(oneTimeLinkTable.purpose, purpose),
    isNull(oneTimeLinkTable.usedAt),
    gt(oneTimeLinkTable.expiresAt, ctx.now()),
  );
}

/** A link that can still be used, without using it.
 * @throws AppError `not_found`: unknown, used and expired look alike */
export async function findLink(ctx: AppContext, purpose: LinkPurpose, token: string): Promise<LinkRow> {
  const rows = await ctx.db.orm
    .select()
    .from(oneTimeLinkTable)
    .where(live(ctx, purpose, token));
  if (rows[0] === undefined) throw deadLink();
  return rows[0];
}

/** Uses a link up. Of many who try at once, one gets it.
 * @throws AppError `not_found` */
export async function takeLink(ctx: AppContext, tx: Orm, purpose: LinkPurpose, token: string): Promise<LinkRow> {
  const rows = await tx
    .update(oneTimeLinkTable)
    .set({ usedAt: ctx.now() })
    .where(live(ctx, purpose, token))
    .returning();
  if (rows[0] === undefined) throw deadLink();
  return rows[0];
}

function deadLink(): AppError {
  return new AppError("not_found", "链接不存在、已经用过或已过期，请重新申请。", { reason: "dead_link" });
}
