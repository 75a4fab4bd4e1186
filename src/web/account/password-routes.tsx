import { Hono } from "hono";
import { changePassword } from "../../app/account/change-password.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import type { Failure } from "./account-form.tsx";
import { localPath } from "./local-path.ts";
import { PasswordPage } from "./password-page.tsx";
import { setSessionCookie } from "./session-cookie.ts";
import { type Boxes, readBoxes, settleForm } from "./settle-form.ts";
import { requireSession } from "./sign-in-routes.tsx";

const frame = { title: "修改密码" };

/** Changing one's own password. */
export const passwordRoutes = new Hono<AppEnv>()
  .get("/account/password", (c) => {
    const due = requireSession(c).owes === "newPassword";
    const next = localPath(c.req.query("next") ?? "/account");
    const { profile } = c.var.ctx.accounts;
    return page(c, frame, <PasswordPage profile={profile} due={due} next={next} failure={null} />);
  })
  .post("/account/password", async (c) => {
    const session = requireSession(c);
    const { ctx } = c.var;
    const boxes = await readBoxes(c);
    const next = localPath(boxes("next"));
    const due = session.owes === "newPassword";
    const show = (failure: Failure) => (
      <PasswordPage profile={ctx.accounts.profile} due={due} next={next} failure={failure} />
    );
    return settleForm(c, { frame, show }, async () => {
      const newPassword = repeatedPassword(boxes);
      const { token } = await changePassword({ ctx, session, password: boxes("password"), newPassword });
      setSessionCookie(c, token);
      return c.redirect(next, 303);
    });
  });

/** The new password, typed twice alike.
 * @throws AppError `invalid_input` */
export function repeatedPassword(boxes: Boxes): string {
  if (boxes("newPassword") === boxes("repeated")) return boxes("newPassword");
  const expected = "两次输入的新密码不同";
  throw new AppError("invalid_input", `${expected}。`, {
    issues: [{ where: "repeated", found: "（不显示）", expected }],
  });
}
