import { matchListLinkTable } from "../../../db/schema/match-list.ts";
import { linkInput } from "../../../domain/match-list/list-link.ts";
import { makeToken, tokenBytes, tokenHash } from "../../../secrets/token.ts";
import { appendAudit } from "../../audit/append-audit.ts";
import type { AppContext } from "../../context.ts";
import { organizationIds } from "../../organization/name-organizations.ts";
import { parseInput } from "../../parse-input.ts";
import { getVersion } from "../get-version.ts";

const dayMs = 86_400_000;

/**
 * Makes a link to an approved version for an audience.
 * @returns its token, 256 bits, told here and never again
 * @throws AppError `not_found`; `invalid_input`, also for an organisation that is not registered
 */
export async function makeListLink({
  ctx,
  listId,
  number,
  input,
}: {
  ctx: AppContext;
  listId: string;
  number: number;
  input: unknown;
}): Promise<{ id: string; token: string }> {
  const { list, version } = await getVersion({ ctx, listId, number });
  const { audience, organizations, days } = parseInput(linkInput, input);
  const organizationList = audience === "named" ? await organizationIds(ctx, [...new Set(organizations)]) : [];
  const token = makeToken(ctx.randomBytes(tokenBytes));
  const now = ctx.now();
  const link = {
    id: ctx.newId(),
    tokenHash: tokenHash(token),
    listId: list.id,
    number: version.number,
    audience,
    organizationIds: organizationList,
    createdBy: ctx.principal.id,
    createdAt: now,
    expiresAt: new Date(now.getTime() + days * dayMs),
  };
  await ctx.db.transaction(async (tx) => {
    await tx.insert(matchListLinkTable).values(link);
    await appendAudit(ctx, tx, {
      action: "list.share",
      subjectKind: "list",
      subjectId: list.id,
      details: {
        linkId: link.id,
        number: link.number,
        audience,
        organizationIds: organizationList,
        expiresAt: link.expiresAt,
      },
    });
  });
  return { id: link.id, token };
}
