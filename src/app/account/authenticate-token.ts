import { findTokenByHash, markUsed } from "../../db/api-tokens.ts";
import { tokenPrefix } from "../../domain/account/token.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { TokenPrincipal } from "../../domain/shared/principal.ts";
import type { AppContext } from "../context.ts";
import { hashOfToken } from "./create-token.ts";

/** A use is noted at most this often. */
const noteUseMs = 60_000;

/**
 * The program that sends `Authorization: Bearer dj_…`; null for a request without such a header, which is somebody else's to judge.
 * @param authorization the header as it came
 * @throws AppError `unauthenticated`, one text for every token that does not hold
 */
export async function authenticateToken({
  ctx,
  authorization,
}: {
  ctx: Pick<AppContext, "db" | "now">;
  authorization: string | null;
}): Promise<TokenPrincipal | null> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined || !token.startsWith(tokenPrefix)) return null;
  const found = await findTokenByHash(ctx.db.orm, hashOfToken(token));
  const now = ctx.now();
  if (found === undefined || found.token.revokedAt !== null || found.token.expiresAt <= now) throw refused();
  const { token: row, organization } = found;
  if (organization.status === "pending" || organization.status === "suspended") throw refused();
  const before = new Date(now.getTime() - noteUseMs);
  if (row.lastUsedAt === null || row.lastUsedAt < before) await markUsed(ctx.db.orm, row.id, { before, now });
  return {
    kind: "token",
    id: row.id,
    organizationId: row.organizationId,
    organizationKind: organization.kind,
    region: organization.kind === "bureau" ? organization.regionCode : null,
    scopes: row.scopes,
  };
}

function refused(): AppError {
  return new AppError("unauthenticated", "接口令牌无效、已过期或已撤销，请换用有效的令牌。", { reason: "token" });
}
