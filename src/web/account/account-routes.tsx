import { type Context, Hono } from "hono";
import { authenticatorOf } from "../../app/account/factor/authenticator-of.ts";
import { removeAuthenticator, renewRecoveryCodes } from "../../app/account/factor/reset-authenticator.ts";
import { renameSelf } from "../../app/account/rename-self.ts";
import { endSessions, type SessionChoice } from "../../app/account/session/end-sessions.ts";
import { listSessions } from "../../app/account/session/list-sessions.ts";
import type { Session } from "../../app/account/session/session.ts";
import { hasDuty } from "../../app/duty.ts";
import { signInFirst } from "../../app/scope.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import type { Failure } from "./account-form.tsx";
import { AccountPage } from "./account-page.tsx";
import { RecoveryCodesPage } from "./second-factor-page.tsx";
import { clearSessionCookie } from "./session-cookie.ts";
import { readBoxes, settleForm } from "./settle-form.ts";

const frame = { title: "我的账号", section: "account" } as const;

/** One's own account. */
export const accountRoutes = new Hono<AppEnv>()
  .get("/account", async (c) => page(c, frame, (await accountPage(c, signedIn(c)))(null)))
  .post("/account/name", async (c) => {
    const session = signedIn(c);
    const displayName = (await readBoxes(c))("displayName");
    return settleForm(c, { frame, show: await accountPage(c, session) }, async () => {
      await renameSelf({ ctx: c.var.ctx, session, input: { displayName } });
      return c.redirect("/account", 303);
    });
  })
  .post("/account/sessions/end", async (c) => {
    const session = signedIn(c);
    const which = (await readBoxes(c))("which");
    await endSessions({ ctx: c.var.ctx, session, which: isChoice(which) ? which : { id: which } });
    if (which !== "this" && which !== "all") return c.redirect("/account", 303);
    clearSessionCookie(c);
    return c.redirect("/", 303);
  })
  .post("/account/second-factor/change", async (c) => {
    const session = signedIn(c);
    const { ctx } = c.var;
    const boxes = await readBoxes(c);
    const password = boxes("password");
    return settleForm(c, { frame, show: await accountPage(c, session) }, async () => {
      if (boxes("do") === "codes") {
        const codes = await renewRecoveryCodes({ ctx, session, password });
        return page(c, { title: "恢复码" }, <RecoveryCodesPage codes={codes} next="/account" />);
      }
      await removeAuthenticator({ ctx, session, password });
      return c.redirect("/account", 303);
    });
  });

async function accountPage(c: Context<AppEnv>, session: Session) {
  const { ctx } = c.var;
  const sessions = await listSessions({ ctx, session });
  const authenticator = await authenticatorOf({ ctx, session });
  const mayIssueLinks = hasDuty(ctx.principal, "issueRecoveryLinks");
  return (failure: Failure) => <AccountPage {...{ session, sessions, authenticator, mayIssueLinks, failure }} />;
}

/** The session of somebody signed in wholly. @throws AppError `unauthenticated` */
function signedIn(c: Context<AppEnv>): Session {
  const { session } = c.var;
  if (session === null || session.owes !== null) throw signInFirst();
  return session;
}

function isChoice(text: string): text is Extract<SessionChoice, string> {
  return text === "this" || text === "others" || text === "all";
}
