import { type ApiToken, findTokens } from "../../db/api-tokens.ts";
import type { AppContext } from "../context.ts";
import { requireTokenOwner } from "./token-owner.ts";

export type TokenState = "live" | "expired" | "revoked";
export type TokenView = ApiToken & { state: TokenState };

/** The tokens of the principal's organisation, newest first.
 * @throws AppError `unauthenticated`, `forbidden` */
export async function listTokens({ ctx }: { ctx: AppContext }): Promise<TokenView[]> {
  const tokens = await findTokens(ctx.db.orm, requireTokenOwner(ctx.principal));
  const now = ctx.now();
  return tokens.map((token) => ({ ...token, state: stateOf(token, now) }));
}

function stateOf({ revokedAt, expiresAt }: ApiToken, now: Date): TokenState {
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : "live";
}
