import { and, eq, gt, isNull } from "drizzle-orm";
import { matchListLinkTable, matchListTable, matchListVersionTable } from "../../../db/schema/match-list.ts";
import type { LinkAudience } from "../../../domain/match-list/list-link.ts";
import { notFound } from "../../../domain/shared/errors.ts";
import { actsFor } from "../../../domain/shared/principal.ts";
import { tokenHash } from "../../../secrets/token.ts";
import type { AppContext } from "../../context.ts";
import { signInFirst } from "../../scope.ts";
import { type ShownNeed, shownVersion } from "./shown-version.ts";

/** An approved version as those see it whom its link is for. */
export interface SharedList {
  title: string;
  number: number;
  approvedAt: Date;
  expiresAt: Date;
  audience: LinkAudience;
  needs: ShownNeed[];
}

/**
 * What a link leads to, at its audience's level whoever opens it, and as disclosed now: what was closed since is not on it.
 * @throws AppError `not_found`, one answer for links that are unknown, expired, revoked or for other organisations;
 * `unauthenticated` where a named organisation's member has yet to sign in
 */
export async function readSharedList({ ctx, token }: { ctx: AppContext; token: string }): Promise<SharedList> {
  const rows = await ctx.db.orm
    .select({ link: matchListLinkTable, title: matchListTable.title, version: matchListVersionTable })
    .from(matchListLinkTable)
    .innerJoin(matchListTable, eq(matchListTable.id, matchListLinkTable.listId))
    .innerJoin(
      matchListVersionTable,
      and(
        eq(matchListVersionTable.listId, matchListLinkTable.listId),
        eq(matchListVersionTable.number, matchListLinkTable.number),
      ),
    )
    .where(
      and(
        eq(matchListLinkTable.tokenHash, tokenHash(token)),
        isNull(matchListLinkTable.revokedAt),
        gt(matchListLinkTable.expiresAt, ctx.now()),
      ),
    );
  const found = rows[0];
  if (found === undefined) throw notFound("分享的名单");
  const { link, title, version } = found;
  if (link.audience === "named") {
    if (ctx.principal.kind === "visitor") throw signInFirst();
    const organizations = actsFor(ctx.principal);
    if (!link.organizationIds.some((id) => organizations.includes(id))) throw notFound("分享的名单");
  }
  return {
    title,
    number: version.number,
    approvedAt: version.approvedAt,
    expiresAt: link.expiresAt,
    audience: link.audience,
    needs: await shownVersion(ctx, version, link.audience === "public" ? "public" : "members"),
  };
}
