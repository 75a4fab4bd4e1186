import { type Context, Hono } from "hono";
import { changeLink } from "../../app/organization/change-link.ts";
import { decideRequest } from "../../app/organization/decide-request.ts";
import { listOrganizations } from "../../app/organization/list-organizations.ts";
import { suspendOrganization } from "../../app/organization/suspend-organization.ts";
import type { AppEnv } from "../../http/deps.ts";
import type { Failure } from "../account/account-form.tsx";
import { type Boxes, readBoxes, settleForm } from "../account/settle-form.ts";
import { regionText } from "../format/code-names.ts";
import { page } from "../layout/respond.ts";
import { OrganizationsPage } from "./organizations-page.tsx";

type C = Context<AppEnv>;
const frame = { title: "单位审核", section: "admin" } as const;
const path = "/admin/organizations";

/** Organisations as staff and admins decide about them. */
export const adminOrganizationRoutes = new Hono<AppEnv>()
  .get(path, async (c) => page(c, frame, (await organizationsPage(c, c.req.query("q") ?? ""))(null)))
  .post("/admin/requests/:id", (c) =>
    settle(c, (boxes) => {
      const input = { decision: boxes("decision"), reason: boxes("reason") };
      return decideRequest({ ctx: c.var.ctx, requestId: c.req.param("id"), input });
    }),
  )
  .post("/admin/organizations/:id/suspension", (c) =>
    settle(c, (boxes) => {
      const input = { suspended: boxes("suspended") === "yes", reason: boxes("reason") };
      return suspendOrganization({ ctx: c.var.ctx, organizationId: c.req.param("id"), input });
    }),
  )
  .post("/admin/organizations/:id/links", (c) =>
    settle(c, (boxes) => {
      const organizationId = c.req.param("id");
      const input = { organizationId, username: boxes("username"), linked: boxes("linked") === "yes" };
      return changeLink({ ctx: c.var.ctx, input });
    }),
  );

async function settle(c: C, act: (boxes: Boxes) => Promise<void>): Promise<Response> {
  const show = await organizationsPage(c, "");
  const boxes = await readBoxes(c);
  return settleForm(c, { frame, show }, async () => {
    await act(boxes);
    return c.redirect(path, 303);
  });
}

async function organizationsPage(c: C, q: string) {
  const { ctx, deps } = c.var;
  const lists = await listOrganizations({ ctx, input: { q } });
  const regionOf = (code: string | null) => regionText(deps.codeLists, code, "");
  return (failure: Failure) => <OrganizationsPage {...{ ...lists, q, regionOf, failure }} />;
}
