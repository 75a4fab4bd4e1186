import { type Context, Hono } from "hono";
import { type ChangeDisclosureInput, changeDisclosure } from "../../app/disclosure/change-disclosure.ts";
import { confirmRedaction } from "../../app/disclosure/confirm-redaction.ts";
import { previewNeed } from "../../app/disclosure/preview-need.ts";
import { suggestWording } from "../../app/disclosure/suggest-wording.ts";
import { type ChangeIntroductionInput, changeIntroduction } from "../../app/introduction/change-introduction.ts";
import { requestIntroduction } from "../../app/introduction/request-introduction.ts";
import { revealContact } from "../../app/introduction/reveal-contact.ts";
import { organizationIds, organizationNames } from "../../app/organization/name-organizations.ts";
import { disclosedFields, redactedFields } from "../../domain/disclosure/need-fields.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { ContactBlock } from "../ui/contact-block.tsx";
import { tabOf } from "./audience-tabs.ts";
import { DisclosurePage } from "./disclosure-page.tsx";

/** 别人看到什么, introductions and contacts of a need. */
export const disclosureRoutes = new Hono<AppEnv>()
  .get("/needs/:id/disclosure", async (c) => {
    const { ctx, deps } = c.var;
    const preview = await previewNeed({ ctx, id: c.req.param("id") });
    const names = await organizationNames(ctx, preview.restrictedTo ?? []);
    const advice = await suggestWording({ ctx, need: preview.need });
    const content = (
      <DisclosurePage
        preview={preview}
        tab={tabOf(c.req.query("as"))}
        lists={deps.codeLists}
        restrictedNames={names.join("\n")}
        advice={advice}
        saved={c.req.query("saved") === "1"}
      />
    );
    return page(c, { title: "别人看到什么", section: "need" }, content);
  })
  .post("/needs/:id/disclosure", async (c) => {
    const { ctx } = c.var;
    const { id, form, ifVersion } = await sent(c);
    const names = textOf(form, "restrictedTo")
      .split("\n")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    const levels = disclosedFields.flatMap((field) => {
      const level = textOf(form, `level.${field}`);
      return level === "" ? [] : [[field, Number(level)] as const];
    });
    const input = {
      visibility: textOf(form, "visibility"),
      levels: Object.fromEntries(levels),
      restrictedTo: names.length === 0 ? null : await organizationIds(ctx, names),
      reason: textOf(form, "reason"),
    } as ChangeDisclosureInput;
    await changeDisclosure({ ctx, id, ifVersion, input });
    return c.redirect(`/needs/${id}/disclosure?saved=1`, 303);
  })
  .post("/needs/:id/redaction", async (c) => {
    const { id, form, ifVersion } = await sent(c);
    const texts = Object.fromEntries(redactedFields.map((field) => [field, textOf(form, field)]));
    await confirmRedaction({ ctx: c.var.ctx, id, ifVersion, input: { texts, reason: textOf(form, "reason") } });
    return c.redirect(`/needs/${id}/disclosure?saved=1&as=members`, 303);
  })
  .post("/needs/:id/introductions", async (c) => {
    const message = textOf(await c.req.formData(), "message");
    const needId = c.req.param("id");
    await requestIntroduction({ ctx: c.var.ctx, needId, input: { message } });
    return c.redirect(`/needs/${needId}`, 303);
  })
  .post("/introductions/:id", async (c) => {
    const form = await c.req.formData();
    const input = {
      action: textOf(form, "action"),
      reason: textOf(form, "reason"),
      confidentialityVersion: textOf(form, "confidentialityVersion"),
    } as ChangeIntroductionInput;
    await changeIntroduction({ ctx: c.var.ctx, id: c.req.param("id"), input });
    return c.redirect(`/needs/${encodeURIComponent(textOf(form, "need"))}`, 303);
  })
  .post("/needs/:id/contact", async (c) => {
    const reason = textOf(await c.req.formData(), "reason");
    const needId = c.req.param("id");
    const contact = await revealContact({ ctx: c.var.ctx, needId, input: { reason } });
    const content = <ContactBlock contact={contact} back={`/needs/${needId}`} backLabel="返回需求" />;
    return page(c, { title: "联系方式", section: "need" }, content);
  });

async function sent(c: Context<AppEnv>) {
  const form = await c.req.formData();
  const ifVersion = Number(form.get("version") ?? Number.NaN);
  if (!Number.isSafeInteger(ifVersion)) {
    throw new AppError("precondition_required", "表单缺少版本号，请重新打开页面。");
  }
  return { id: c.req.param("id")!, form, ifVersion };
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.replaceAll("\r\n", "\n").trim() : "";
}
