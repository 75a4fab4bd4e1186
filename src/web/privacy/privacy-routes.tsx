import { type Context, Hono } from "hono";
import { giveConsent, withdrawConsent } from "../../app/privacy/change-consent.ts";
import { claimProfile, issueClaimLink, readClaimLink } from "../../app/privacy/claim-profile.ts";
import { deleteAccount } from "../../app/privacy/delete-account.ts";
import { deleteProfile } from "../../app/privacy/delete-profile.ts";
import { expertPrivacy } from "../../app/privacy/expert-privacy.ts";
import { exportOwn, requirePerson } from "../../app/privacy/export-own.ts";
import { revealExpertContact } from "../../app/privacy/reveal-expert-contact.ts";
import { signInFirst } from "../../app/scope.ts";
import type { AppEnv } from "../../http/deps.ts";
import { AccountForm, boxError, type Failure, FormFailure } from "../account/account-form.tsx";
import { NewPasswordBoxes } from "../account/password-page.tsx";
import { repeatedPassword } from "../account/password-routes.tsx";
import { clearSessionCookie } from "../account/session-cookie.ts";
import { readBoxes, settleForm } from "../account/settle-form.ts";
import { page } from "../layout/respond.ts";
import { ContactBlock } from "../ui/contact-block.tsx";
import { TextBox } from "../ui/form-field.tsx";
import { PrivacyPage } from "./privacy-page.tsx";

const frame = { title: "我的隐私", section: "account" } as const;
const claimFrame = { title: "认领专家档案" };

/** Consents, export, deletion and claim of what is kept about a person. */
export const privacyRoutes = new Hono<AppEnv>()
  .get("/account/privacy", async (c) => page(c, frame, (await privacyPage(c))(null)))
  .post("/account/privacy/export", async (c) => {
    const data = await exportOwn({ ctx: c.var.ctx });
    c.header("Content-Disposition", 'attachment; filename="duijie-my-data.json"');
    c.header("Cache-Control", "no-store");
    return c.json(data);
  })
  .post("/account/privacy/delete", async (c) => {
    const { ctx, session } = c.var;
    requirePerson(ctx);
    if (session === null) throw signInFirst();
    const password = (await readBoxes(c))("password");
    return settleForm(c, { frame, show: await privacyPage(c) }, async () => {
      await deleteAccount({ ctx, session, password });
      clearSessionCookie(c);
      return c.redirect("/", 303);
    });
  })
  .post("/experts/:id/consents", async (c) => {
    const { ctx } = c.var;
    const expertId = c.req.param("id");
    const boxes = await readBoxes(c);
    const input = { field: boxes("field"), note: boxes("note") };
    if (boxes("do") === "withdraw") await withdrawConsent({ ctx, expertId, input });
    else await giveConsent({ ctx, expertId, input: { ...input, textVersion: boxes("textVersion") } });
    return c.redirect(boxes("note") === "" ? "/account/privacy" : `/experts/${expertId}`, 303);
  })
  .post("/experts/:id/delete", async (c) => {
    const boxes = await readBoxes(c);
    const input = { name: boxes("name"), note: boxes("note") };
    await deleteProfile({ ctx: c.var.ctx, expertId: c.req.param("id"), input });
    return c.redirect("/", 303);
  })
  .post("/experts/:id/contact", async (c) => {
    const expertId = c.req.param("id");
    const reason = (await readBoxes(c))("reason");
    const contact = await revealExpertContact({ ctx: c.var.ctx, expertId, input: { reason } });
    const content = <ContactBlock contact={contact} back={`/experts/${expertId}`} backLabel="返回专家" />;
    return page(c, { title: "联系方式", section: "expert" }, content);
  })
  .post("/experts/:id/claim-link", async (c) => {
    const token = await issueClaimLink({ ctx: c.var.ctx, expertId: c.req.param("id") });
    const url = `${c.var.deps.publicUrl?.() ?? new URL(c.req.url).origin}/claim/${token}`;
    const content = (
      <section class="text-block">
        <h1>认领链接</h1>
        <p>只显示这一次，7 天内有效，只能用一次。请当面或经单位邮箱交给本人。</p>
        <p>
          <code>{url}</code>
        </p>
      </section>
    );
    return page(c, { title: "认领链接", section: "expert" }, content);
  })
  .get("/claim/:token", async (c) => page(c, claimFrame, (await claimPage(c))(null)))
  .post("/claim/:token", async (c) => {
    const { ctx } = c.var;
    const token = c.req.param("token");
    const boxes = await readBoxes(c);
    return settleForm(c, { frame: claimFrame, show: await claimPage(c) }, async () => {
      const isNew = ctx.principal.kind !== "user";
      const names = { username: boxes("username"), displayName: boxes("displayName") };
      await claimProfile({ ctx, token, input: isNew ? { ...names, password: repeatedPassword(boxes) } : {} });
      return c.redirect(isNew ? "/sign-in?next=/account/privacy" : "/account/privacy", 303);
    });
  });

async function privacyPage(c: Context<AppEnv>) {
  const { ctx } = c.var;
  const { expertId } = requirePerson(ctx);
  const profile = expertId === null ? null : await expertPrivacy({ ctx, expertId });
  return (failure: Failure) => <PrivacyPage profile={profile} failure={failure} />;
}

async function claimPage(c: Context<AppEnv>) {
  const { ctx } = c.var;
  const token = c.req.param("token")!;
  const { name, organizationName } = await readClaimLink({ ctx, token });
  const isNew = ctx.principal.kind !== "user";
  return (failure: Failure) => (
    <div class="account-page">
      <h1>认领专家档案</h1>
      <p>
        {organizationName}　{name}。认领后由您本人管理档案、决定展示范围，也可以删除。
      </p>
      <FormFailure failure={failure} />
      <AccountForm action={`/claim/${token}`} button={isNew ? "开通账号并认领" : "用当前账号认领"}>
        {isNew ? (
          <>
            <TextBox id="username" label="用户名" value="" max={64} error={boxError(failure, "username")} />
            <TextBox id="displayName" label="姓名" value={name} max={50} error={boxError(failure, "displayName")} />
            <NewPasswordBoxes profile={ctx.accounts.profile} failure={failure} />
          </>
        ) : null}
      </AccountForm>
    </div>
  );
}
