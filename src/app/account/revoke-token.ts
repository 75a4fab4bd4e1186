import { markRevoked } from "../../db/api-tokens.ts";
import { notFound } from "../../domain/shared/errors.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { requireTokenOwner } from "./token-owner.ts";

/** Ends a token of the principal's organisation at once.
 * @throws AppError `unauthenticated`, `forbidden`; `not_found` also for a foreign token and one that was revoked */
export async function revokeToken({ ctx, id }: { ctx: AppContext; id: string }): Promise<void> {
  const organizationId = requireTokenOwner(ctx.principal);
  if (id.includes("\0")) throw notFound("令牌");
  await ctx.db.transaction(async (tx) => {
    const token = await markRevoked(tx, { id, organizationId, now: ctx.now() });
    if (token === undefined) throw notFound("令牌");
    await appendAudit(ctx, tx, {
      action: "token.revoke",
      subjectKind: "token",
      subjectId: id,
      details: { organizationId, name: token.name },
    });
  });
}
