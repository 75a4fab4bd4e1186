import { and, desc, eq, isNull } from "drizzle-orm";
import { matchListLinkTable } from "../../../db/schema/match-list.ts";
import { notFound } from "../../../domain/shared/errors.ts";
import { namesOf } from "../../account/names-of.ts";
import { appendAudit } from "../../audit/append-audit.ts";
import type { AppContext } from "../../context.ts";
import { organizationNames } from "../../organization/name-organizations.ts";
import { findList } from "../list-scope.ts";

type LinkRow = typeof matchListLinkTable.$inferSelect;

/** A link as staff see it: who may open it, never its token. */
export interface ListLink extends Pick<LinkRow, "id" | "number" | "audience" | "createdAt" | "expiresAt"> {
  state: "live" | "expired" | "revoked";
  organizations: string[];
  createdByName: string;
}

/** The links of a version, the newest first.
 * @throws AppError `not_found` */
export async function listLinks({
  ctx,
  listId,
  number,
}: {
  ctx: AppContext;
  listId: string;
  number: number;
}): Promise<ListLink[]> {
  await findList(ctx.db.orm, ctx.principal, listId);
  const rows = await ctx.db.orm
    .select()
    .from(matchListLinkTable)
    .where(and(eq(matchListLinkTable.listId, listId), eq(matchListLinkTable.number, number)))
    .orderBy(desc(matchListLinkTable.createdAt), desc(matchListLinkTable.id));
  const names = await namesOf(
    ctx,
    rows.map(({ createdBy }) => createdBy),
  );
  const now = ctx.now();
  return Promise.all(
    rows.map(async ({ id, audience, organizationIds, createdBy, createdAt, expiresAt, revokedAt }) => ({
      id,
      number,
      audience,
      createdAt,
      expiresAt,
      state: revokedAt !== null ? "revoked" : expiresAt <= now ? "expired" : "live",
      organizations: await organizationNames(ctx, organizationIds),
      createdByName: names.get(createdBy)!,
    })),
  );
}

/** Ends a link at once.
 * @returns the version it led to
 * @throws AppError `not_found`, also once it was revoked */
export async function revokeListLink({
  ctx,
  listId,
  linkId,
}: {
  ctx: AppContext;
  listId: string;
  linkId: string;
}): Promise<{ number: number }> {
  await findList(ctx.db.orm, ctx.principal, listId);
  return ctx.db.transaction(async (tx) => {
    const { id, listId: ofList, revokedAt, number } = matchListLinkTable;
    const rows = await tx
      .update(matchListLinkTable)
      .set({ revokedAt: ctx.now() })
      .where(and(eq(id, linkId), eq(ofList, listId), isNull(revokedAt)))
      .returning({ number });
    if (rows[0] === undefined) throw notFound("分享链接");
    await appendAudit(ctx, tx, {
      action: "list.unshare",
      subjectKind: "list",
      subjectId: listId,
      details: { linkId, number: rows[0].number },
    });
    return rows[0];
  });
}
