import { Hono } from "hono";
import { acceptInvitation, readInvitation } from "../../app/organization/invitation.ts";
import { signUp } from "../../app/organization/sign-up.ts";
import { roleNames } from "../../domain/account/role.ts";
import { regionOfText } from "../../domain/taxonomy/region-text.ts";
import type { AppEnv } from "../../http/deps.ts";
import type { Failure } from "../account/account-form.tsx";
import { type Boxes, readBoxes, settleForm } from "../account/settle-form.ts";
import { page } from "../layout/respond.ts";
import { noPerson, personInputOf, personOf } from "./person-boxes.tsx";
import { JoinPage, SignUpDonePage, SignUpPage, type SignUpValues } from "./sign-up-page.tsx";

const signUpFrame = { title: "单位注册" };
const joinFrame = { title: "加入单位" };
const nothing: SignUpValues = { ...noPerson, kind: "", name: "", creditCode: "", region: "", message: "" };

/** Accounts that people open themselves: of an organisation, and by invitation. */
export const signUpRoutes = new Hono<AppEnv>()
  .get("/sign-up", (c) => {
    const { profile } = c.var.ctx.accounts;
    return page(c, signUpFrame, <SignUpPage values={nothing} profile={profile} failure={null} />);
  })
  .post("/sign-up", async (c) => {
    const { ctx, deps } = c.var;
    const boxes = await readBoxes(c);
    const values = valuesOf(boxes);
    const { kind, name, creditCode, region, message } = values;
    const { profile } = ctx.accounts;
    const show = (failure: Failure) => <SignUpPage {...{ values, profile, failure }} />;
    return settleForm(c, { frame: signUpFrame, show }, async () => {
      const typed = region.normalize("NFKC").trim();
      const regionCode = /^\d{6}$/.test(typed) ? typed : (regionOfText(deps.codeLists.region, typed) ?? "");
      const input = { ...personInputOf(boxes), kind, name, creditCode, regionCode, message };
      const outcome = await signUp({ ctx, input });
      return page(c, { title: "申请已提交" }, <SignUpDonePage outcome={outcome} username={values.username} />, 201);
    });
  })
  .get("/join/:token", async (c) => {
    const { ctx } = c.var;
    const token = c.req.param("token");
    const { profile } = ctx.accounts;
    const show = { ...(await invitationOf(ctx, token)), profile, values: noPerson, failure: null };
    return page(c, joinFrame, <JoinPage {...show} />);
  })
  .post("/join/:token", async (c) => {
    const { ctx } = c.var;
    const token = c.req.param("token");
    const boxes = await readBoxes(c);
    const invitation = await invitationOf(ctx, token);
    const { profile } = ctx.accounts;
    const values = personOf(boxes);
    const show = (failure: Failure) => <JoinPage {...{ ...invitation, profile, values, failure }} />;
    return settleForm(c, { frame: joinFrame, show }, async () => {
      await acceptInvitation({ ctx, token, input: personInputOf(boxes) });
      return c.redirect("/sign-in", 303);
    });
  });

async function invitationOf(ctx: AppEnv["Variables"]["ctx"], token: string) {
  const { organizationName, roles } = await readInvitation({ ctx, token });
  return { organizationName, token, roles: roles.map((role) => roleNames[role]).join("、") };
}

function valuesOf(boxes: Boxes): SignUpValues {
  const [kind, name, creditCode] = [boxes("kind"), boxes("name"), boxes("creditCode")];
  return { ...personOf(boxes), kind, name, creditCode, region: boxes("region"), message: boxes("message") };
}
