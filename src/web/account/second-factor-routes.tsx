import { type Context, Hono } from "hono";
import {
  beginEnrolment,
  enrolAuthenticator,
  pendingAuthenticator,
} from "../../app/account/factor/enrol-authenticator.ts";
import type { Session } from "../../app/account/session/session.ts";
import { signInFirst } from "../../app/scope.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import type { Failure } from "./account-form.tsx";
import { localPath } from "./local-path.ts";
import { EnrolPage, RecoveryCodesPage } from "./second-factor-page.tsx";
import { setSessionCookie } from "./session-cookie.ts";
import { readBoxes, settleForm } from "./settle-form.ts";
import { requireSession } from "./sign-in-routes.tsx";

const frame = { title: "设置验证器" };

/** Setting up an authenticator, at first sign-in or of one's own will. */
export const secondFactorRoutes = new Hono<AppEnv>()
  .get("/account/second-factor", async (c) => {
    const next = localPath(c.req.query("next"));
    const session = enrolling(c);
    const pending = await pendingAuthenticator({ ctx: c.var.ctx, session });
    return page(c, frame, <EnrolPage pending={pending} next={next} failure={null} />);
  })
  .post("/account/second-factor/start", async (c) => {
    const session = enrolling(c);
    const next = localPath((await readBoxes(c))("next"));
    await beginEnrolment({ ctx: c.var.ctx, session });
    return c.redirect(`/account/second-factor?next=${encodeURIComponent(next)}`, 303);
  })
  .post("/account/second-factor", async (c) => {
    const session = enrolling(c);
    const { ctx } = c.var;
    const boxes = await readBoxes(c);
    const next = localPath(boxes("next"));
    const pending = await pendingAuthenticator({ ctx, session });
    const show = (failure: Failure) => <EnrolPage pending={pending} next={next} failure={failure} />;
    return settleForm(c, { frame, show }, async () => {
      const { started, codes } = await enrolAuthenticator({ ctx, session, code: boxes("code") });
      setSessionCookie(c, started.token);
      return page(c, { title: "恢复码" }, <RecoveryCodesPage codes={codes} next={next} />);
    });
  });

/** The session of somebody who may set up an authenticator: not one that still owes a code of the present one. */
function enrolling(c: Context<AppEnv>): Session {
  const session = requireSession(c);
  if (session.owes === "secondFactor") throw signInFirst();
  return session;
}
