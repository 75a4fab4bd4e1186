import { type Context, Hono } from "hono";
import { changeLink } from "../../app/organization/change-link.ts";
import { decideRequest } from "../../app/organization/decide-request.ts";
import { requireManager } from "../../app/organization/in-charge.ts";
import { inviteMember, revokeInvitation } from "../../app/organization/invitation.ts";
import { leaveOrganization } from "../../app/organization/leave-organization.ts";
import { linkedOrganizations, openOrganization } from "../../app/organization/open-organization.ts";
import { requireLinked } from "../../app/organization/require-linked.ts";
import type { AppEnv } from "../../http/deps.ts";
import type { Failure } from "../account/account-form.tsx";
import { clearSessionCookie } from "../account/session-cookie.ts";
import { type Boxes, readBoxes, settleForm } from "../account/settle-form.ts";
import { regionText } from "../format/code-names.ts";
import { page } from "../layout/respond.ts";
import { LinkedPage, OrganizationPage } from "./organization-page.tsx";

type C = Context<AppEnv>;
const frame = { title: "本单位", section: "organization" } as const;

/** One's own organisation, and for brokers the firms they act for. */
export const memberRoutes = new Hono<AppEnv>()
  .get("/organization", async (c) => page(c, frame, (await organizationPage(c))(null)))
  .get("/organization/linked", async (c) => {
    requireLinked(c.var.ctx.principal);
    const organizations = await linkedOrganizations({ ctx: c.var.ctx });
    return page(c, { title: "我代办的单位", section: "organization" }, <LinkedPage organizations={organizations} />);
  })
  .post("/organization/requests/:id", (c) =>
    settle(c, async (boxes) => {
      const input = { decision: boxes("decision"), reason: boxes("reason") };
      await decideRequest({ ctx: c.var.ctx, requestId: c.req.param("id"), input });
      return c.redirect("/organization", 303);
    }),
  )
  .post("/organization/invitations", (c) =>
    settle(c, async (boxes) => {
      const token = await inviteMember({ ctx: c.var.ctx, input: { role: boxes("role") } });
      const origin = c.var.deps.publicUrl?.() ?? new URL(c.req.url).origin;
      return page(c, frame, (await organizationPage(c, `${origin}/join/${token}`))(null), 201);
    }),
  )
  .post("/organization/invitations/:id/revoke", async (c) => {
    await revokeInvitation({ ctx: c.var.ctx, id: c.req.param("id") });
    return c.redirect("/organization", 303);
  })
  .post("/organization/members/:id/remove", (c) =>
    settle(c, async (boxes) => {
      const { ctx } = c.var;
      const userId = c.req.param("id");
      const input = { successorId: boxes("successorId"), reason: boxes("reason") };
      await leaveOrganization({ ctx, userId, input });
      if (userId !== ctx.principal.id) return c.redirect("/organization", 303);
      clearSessionCookie(c);
      return c.redirect("/", 303);
    }),
  )
  .post("/organization/links", (c) =>
    settle(c, async (boxes) => {
      const { ctx } = c.var;
      const organizationId = requireManager(ctx.principal);
      const link = { organizationId, username: boxes("username"), linked: boxes("linked") === "yes" };
      await changeLink({ ctx, input: link });
      return c.redirect("/organization", 303);
    }),
  );

/** Does what a form of the page asks for, or shows the page again saying why not; foreign and missing ids get the same page of error. */
async function settle(c: C, act: (boxes: Boxes) => Promise<Response>): Promise<Response> {
  requireManager(c.var.ctx.principal);
  const boxes = await readBoxes(c);
  return settleForm(c, { frame, show: await organizationPage(c) }, () => act(boxes));
}

async function organizationPage(c: C, invited: string | null = null) {
  const { ctx, deps } = c.var;
  const view = await openOrganization({ ctx });
  const region = regionText(deps.codeLists, view.organization.regionCode, "");
  const selfId = ctx.principal.id;
  return (failure: Failure) => <OrganizationPage {...{ view, region, selfId, invited, failure }} />;
}
