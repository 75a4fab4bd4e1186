import { type Context, Hono } from "hono";
import { changeRoles } from "../../app/account/change-roles.ts";
import { disableUser, enableUser } from "../../app/account/change-status.ts";
import { searchUsers } from "../../app/account/search-users.ts";
import type { AppEnv } from "../../http/deps.ts";
import type { Failure } from "../account/account-form.tsx";
import { settleForm } from "../account/settle-form.ts";
import { page } from "../layout/respond.ts";
import { UsersPage } from "./users-page.tsx";

type C = Context<AppEnv>;
const frame = { title: "用户管理", section: "admin" } as const;
const path = "/admin/users";

/** Accounts, for admins. Recovery links are issued under /account/recovery-links. */
export const adminUserRoutes = new Hono<AppEnv>()
  .get(path, async (c) => page(c, frame, (await usersPage(c, c.req.query("q") ?? ""))(null)))
  .post("/admin/users/:id/roles", (c) =>
    settle(c, (form) => {
      const input = { roles: form.getAll("roles"), reason: form.get("reason") ?? "" };
      return changeRoles({ ctx: c.var.ctx, userId: c.req.param("id"), input });
    }),
  )
  .post("/admin/users/:id/disable", (c) =>
    settle(c, (form) => {
      const reason = String(form.get("reason") ?? "");
      return disableUser({ ctx: c.var.ctx, userId: c.req.param("id"), reason });
    }),
  )
  .post("/admin/users/:id/enable", (c) =>
    settle(c, (form) => {
      const reason = String(form.get("reason") ?? "");
      return enableUser({ ctx: c.var.ctx, userId: c.req.param("id"), reason });
    }),
  );

async function settle(c: C, act: (form: FormData) => Promise<void>): Promise<Response> {
  const show = await usersPage(c, "");
  const form = await c.req.formData();
  return settleForm(c, { frame, show }, async () => {
    await act(form);
    return c.redirect(path, 303);
  });
}

async function usersPage(c: C, q: string) {
  const found = await searchUsers({ ctx: c.var.ctx, input: { q } });
  return (failure: Failure) => <UsersPage {...{ ...found, q, failure }} />;
}
