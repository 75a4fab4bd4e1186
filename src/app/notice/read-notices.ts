import { and, count, desc, eq, inArray, isNull, or, type SQL } from "drizzle-orm";
import { isAmong } from "../../db/is-among.ts";
import { noticeTable } from "../../db/schema/match-list.ts";
import { actsFor, type Principal } from "../../domain/shared/principal.ts";
import type { AppContext } from "../context.ts";
import { signInFirst } from "../scope.ts";

export type Notice = typeof noticeTable.$inferSelect;

const mostNotices = 100;

/** The newest notices to the principal and the organisations it acts for.
 * @throws AppError `unauthenticated` */
export async function listNotices({
  ctx,
  onlyUnread = false,
}: {
  ctx: AppContext;
  onlyUnread?: boolean;
}): Promise<Notice[]> {
  return ctx.db.orm
    .select()
    .from(noticeTable)
    .where(and(addressed(ctx.principal), onlyUnread ? isNull(noticeTable.readAt) : undefined))
    .orderBy(desc(noticeTable.createdAt), desc(noticeTable.id))
    .limit(mostNotices);
}

/** How many are unread, for the header. */
export async function countUnread({ ctx }: { ctx: AppContext }): Promise<number> {
  const rows = await ctx.db.orm
    .select({ unread: count() })
    .from(noticeTable)
    .where(and(addressed(ctx.principal), isNull(noticeTable.readAt)));
  return rows[0]!.unread;
}

/** Marks notices read; those of others are left alone. */
export async function markRead({ ctx, ids }: { ctx: AppContext; ids: readonly string[] }): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db.orm
    .update(noticeTable)
    .set({ readAt: ctx.now() })
    .where(and(addressed(ctx.principal), isAmong(noticeTable.id, ids), isNull(noticeTable.readAt)));
}

function addressed(principal: Principal): SQL | undefined {
  if (principal.kind === "visitor") throw signInFirst();
  const organizations = actsFor(principal);
  return or(
    eq(noticeTable.userId, principal.id),
    organizations.length === 0 ? undefined : inArray(noticeTable.organizationId, [...organizations]),
  );
}
