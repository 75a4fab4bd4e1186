import { AppError } from "../../domain/shared/errors.ts";
import { type Principal, visitor } from "../../domain/shared/principal.ts";
import type { AppContext } from "../context.ts";
import { authenticateToken } from "./authenticate-token.ts";
import { findSession } from "./session/find-session.ts";
import { principalOf, type Session } from "./session/session.ts";

/** What a request shows for itself. null: it shows no such thing. */
export interface Credentials {
  /** Token of the session cookie. */
  session: string | null;
  /** The header of that name, as programs send it. */
  authorization?: string | null;
}

/** Who sends a request. `session` is set for people at a browser, also while they still owe something and are visitors. */
export interface Identity {
  principal: Principal;
  session: Session | null;
}

export const nobody: Identity = { principal: visitor, session: null };

/** Who sends a request, read anew from the database each time.
 * @throws AppError `unauthenticated` for a credential that has ended or never was */
export async function authenticate({
  ctx,
  credentials,
}: {
  ctx: AppContext;
  credentials: Credentials;
}): Promise<Identity> {
  const program = await authenticateToken({ ctx, authorization: credentials.authorization ?? null });
  if (program !== null) return { principal: program, session: null };
  if (credentials.session === null) return nobody;
  const found = await findSession(ctx, credentials.session);
  if (found === null) throw new AppError("unauthenticated", "登录已失效，请重新登录。", { reason: "session_ended" });
  const { session, row } = found;
  return { principal: session.owes === null ? principalOf(row) : visitor, session };
}
