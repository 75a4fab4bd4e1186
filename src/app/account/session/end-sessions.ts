import { and, eq, ne } from "drizzle-orm";
import { sessionTable } from "../../../db/schema/account.ts";
import { deleteSessions } from "../../../db/sessions.ts";
import { appendAudit } from "../../audit/append-audit.ts";
import type { AppContext } from "../../context.ts";
import type { Session } from "./session.ts";

/** Which of one's own sessions to end: this one, one of them by its id, the others, or all. */
export type SessionChoice = "this" | "others" | "all" | { id: string };

/** Ends sessions of the signed-in person. @returns how many ended */
export async function endSessions({
  ctx,
  session,
  which,
}: {
  ctx: AppContext;
  session: Session;
  which: SessionChoice;
}): Promise<number> {
  const own = eq(sessionTable.userId, session.userId);
  const chosen = {
    this: eq(sessionTable.tokenHash, session.tokenHash),
    others: ne(sessionTable.tokenHash, session.tokenHash),
    all: undefined,
  };
  const match = typeof which === "object" ? eq(sessionTable.id, which.id) : chosen[which];
  return ctx.db.transaction(async (tx) => {
    const ended = await deleteSessions(tx, and(own, match));
    await appendAudit(ctx, tx, {
      action: which === "this" || typeof which === "object" ? "session.signOut" : "session.endAll",
      subjectKind: "account",
      subjectId: session.userId,
      actor: session.userId,
      details: { ended, which: typeof which === "object" ? which.id : which },
    });
    return ended;
  });
}
