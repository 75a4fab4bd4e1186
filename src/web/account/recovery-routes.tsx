import { Hono } from "hono";
import { bootstrapAdmin } from "../../app/account/link/bootstrap.ts";
import { issueRecoveryLink } from "../../app/account/link/issue-recovery-link.ts";
import { readRecoveryLink, recoverPassword } from "../../app/account/link/use-recovery-link.ts";
import { requireDuty } from "../../app/duty.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import type { Failure } from "./account-form.tsx";
import { repeatedPassword } from "./password-routes.tsx";
import { BootstrapPage, IssueLinkPage, RecoverPage } from "./recovery-page.tsx";
import { readBoxes, settleForm } from "./settle-form.ts";

const recoverFrame = { title: "设置新密码" };
const issueFrame = { title: "签发密码恢复链接", section: "account" } as const;
const bootstrapFrame = { title: "建立首个管理员" };

/** Links that work once: recovery of a password, and the first admin. */
export const recoveryRoutes = new Hono<AppEnv>()
  .get("/recover/:token", async (c) => {
    const { ctx } = c.var;
    const token = c.req.param("token");
    const { username } = await readRecoveryLink({ ctx, token });
    const { profile } = ctx.accounts;
    return page(c, recoverFrame, <RecoverPage {...{ username, token, profile }} failure={null} />);
  })
  .post("/recover/:token", async (c) => {
    const { ctx } = c.var;
    const token = c.req.param("token");
    const boxes = await readBoxes(c);
    const { username } = await readRecoveryLink({ ctx, token });
    const { profile } = ctx.accounts;
    const show = (failure: Failure) => <RecoverPage {...{ username, token, profile, failure }} />;
    return settleForm(c, { frame: recoverFrame, show }, async () => {
      await recoverPassword({ ctx, token, newPassword: repeatedPassword(boxes) });
      return c.redirect("/sign-in", 303);
    });
  })
  .get("/account/recovery-links", (c) => {
    requireDuty(c.var.ctx.principal, "issueRecoveryLinks");
    return page(c, issueFrame, <IssueLinkPage issued={null} failure={null} />);
  })
  .post("/account/recovery-links", async (c) => {
    const { ctx } = c.var;
    requireDuty(ctx.principal, "issueRecoveryLinks");
    const boxes = await readBoxes(c);
    const show = (failure: Failure) => <IssueLinkPage issued={null} failure={failure} />;
    return settleForm(c, { frame: issueFrame, show }, async () => {
      const link = await issueRecoveryLink({ ctx, input: { login: boxes("login"), reason: boxes("reason") } });
      const url = `${c.var.deps.publicUrl?.() ?? new URL(c.req.url).origin}/recover/${link.token}`;
      return page(c, issueFrame, <IssueLinkPage issued={{ ...link, url }} failure={null} />);
    });
  })
  .get("/bootstrap", (c) => {
    const token = c.req.query("token") ?? "";
    const { profile } = c.var.ctx.accounts;
    return page(c, bootstrapFrame, <BootstrapPage {...{ token, profile }} username="" displayName="" failure={null} />);
  })
  .post("/bootstrap", async (c) => {
    const { ctx } = c.var;
    const boxes = await readBoxes(c);
    const names = { token: boxes("token"), username: boxes("username"), displayName: boxes("displayName") };
    const show = (failure: Failure) => <BootstrapPage {...names} profile={ctx.accounts.profile} failure={failure} />;
    return settleForm(c, { frame: bootstrapFrame, show }, async () => {
      await bootstrapAdmin({ ctx, input: { ...names, password: repeatedPassword(boxes) } });
      return c.redirect("/sign-in", 303);
    });
  });
