import { type Context, Hono } from "hono";
import { confirmSecondFactor } from "../../app/account/factor/confirm-second-factor.ts";
import { endSessions } from "../../app/account/session/end-sessions.ts";
import type { Session } from "../../app/account/session/session.ts";
import { signIn } from "../../app/account/session/sign-in.ts";
import { signInFirst } from "../../app/scope.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import type { Failure } from "./account-form.tsx";
import { localPath } from "./local-path.ts";
import { clearSessionCookie, setSessionCookie } from "./session-cookie.ts";
import { readBoxes, settleForm } from "./settle-form.ts";
import { CodePage, ForgotPasswordPage, SignInPage } from "./sign-in-page.tsx";
import { debtPaths } from "./to-sign-in.ts";

const signInFrame = { title: "登录" };
const codeFrame = { title: "动态验证码" };

/** Signing in and out. Every change is a POST, so that no link or image does it. */
export const signInRoutes = new Hono<AppEnv>()
  .get("/sign-in", (c) => {
    const next = localPath(c.req.query("next"));
    const { session } = c.var;
    if (session !== null && session.owes !== "secondFactor") return onward(c, session.owes, next);
    return page(c, signInFrame, signInForm(c, "", next)(null));
  })
  .post("/sign-in", async (c) => {
    const boxes = await readBoxes(c);
    const next = localPath(boxes("next"));
    const input = { login: boxes("login"), password: boxes("password") };
    return settleForm(c, { frame: signInFrame, show: signInForm(c, input.login, next) }, async () => {
      const { token, owes } = await signIn({ ctx: c.var.ctx, input, replaces: c.var.session?.tokenHash ?? null });
      setSessionCookie(c, token);
      return onward(c, owes, next);
    });
  })
  .get("/sign-in/code", (c) => {
    const next = localPath(c.req.query("next"));
    if (requireSession(c).owes !== "secondFactor") return c.redirect(next, 303);
    return page(c, codeFrame, <CodePage next={next} failure={null} />);
  })
  .post("/sign-in/code", async (c) => {
    const session = requireSession(c);
    const boxes = await readBoxes(c);
    const next = localPath(boxes("next"));
    const show = (failure: Failure) => <CodePage next={next} failure={failure} />;
    return settleForm(c, { frame: codeFrame, show }, async () => {
      const { token } = await confirmSecondFactor({ ctx: c.var.ctx, session, code: boxes("code") });
      setSessionCookie(c, token);
      return c.redirect(next, 303);
    });
  })
  .post("/sign-out", async (c) => {
    const { session, ctx } = c.var;
    if (session !== null) await endSessions({ ctx, session, which: "this" });
    clearSessionCookie(c);
    return c.redirect("/", 303);
  })
  .get("/forgot-password", (c) => page(c, { title: "忘记密码" }, <ForgotPasswordPage />));

/** The session of a request that needs one, also while it owes something.
 * @throws AppError `unauthenticated` */
export function requireSession(c: Context<AppEnv>): Session {
  if (c.var.session === null) throw signInFirst();
  return c.var.session;
}

function signInForm(c: Context<AppEnv>, login: string, next: string) {
  return (failure: Failure) => (
    <SignInPage login={login} next={next} failure={failure} demo={c.var.deps.demoAccounts ?? []} />
  );
}

function onward(c: Context<AppEnv>, owes: Session["owes"], next: string): Response {
  return c.redirect(owes === null ? next : `${debtPaths[owes]}?next=${encodeURIComponent(next)}`, 303);
}
