import { createHash } from "node:crypto";
import { countLiveTokens, insertToken } from "../../db/api-tokens.ts";
import { tokenInput, tokenPrefix } from "../../domain/account/token.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { TokenScope } from "../../domain/shared/principal.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { requireTokenOwner } from "./token-owner.ts";

const tokenBytes = 32;
/** More at once are not kept in view by anybody. */
const maxLive = 20;
const dayMs = 86_400_000;

/**
 * Makes an API token of the principal's organisation. The token itself is told here and never again; only its SHA-256 is stored.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input`; `precondition_failed` while 20 tokens are in force
 */
export async function createToken({
  ctx,
  input,
}: {
  ctx: AppContext;
  input: unknown;
}): Promise<{ id: string; token: string }> {
  const organizationId = requireTokenOwner(ctx.principal);
  const { name, scope, days } = parseInput(tokenInput, input);
  const scopes: readonly TokenScope[] = scope === "write" ? ["read", "write"] : ["read"];
  const id = ctx.newId();
  const token = tokenPrefix + Buffer.from(ctx.randomBytes(tokenBytes)).toString("base64url");
  await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    if ((await countLiveTokens(tx, organizationId, now)) >= maxLive) {
      throw new AppError("precondition_failed", `本单位已有 ${maxLive} 个有效令牌，请先撤销不用的。`, {
        reason: "too_many",
      });
    }
    const expiresAt = new Date(now.getTime() + days * dayMs);
    await insertToken(tx, {
      id,
      tokenHash: hashOfToken(token),
      organizationId,
      name,
      scopes,
      createdBy: ctx.principal.id,
      createdAt: now,
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
    });
    await appendAudit(ctx, tx, {
      action: "token.create",
      subjectKind: "token",
      subjectId: id,
      details: { organizationId, name, scopes, expiresAt },
    });
  });
  return { id, token };
}

/** What is stored of a token. It has 256 bits of chance, so that a plain digest hides it. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
