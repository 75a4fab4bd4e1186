import { type Context, Hono } from "hono";
import { type ChangeDisclosureInput, changeDisclosure } from "../../app/disclosure/change-disclosure.ts";
import { confirmRedaction } from "../../app/disclosure/confirm-redaction.ts";
import { previewNeed } from "../../app/disclosure/preview-need.ts";
import { suggestWording } from "../../app/disclosure/suggest-wording.ts";
import { type ChangeIntroductionInput, changeIntroduction } from "../../app/introduction/change-introduction.ts";
import { requestIntroduction } from "../../app/introduction/request-introduction.ts";
import { revealContact } from "../../app/introduction/reveal-contact.ts";
import { organizationIds, organizationNames } from "../../app/organization/name-organizations.ts";
import { disclosedFields, levelOf, redactedFields } from "../../domain/disclosure/need-fields.ts";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { ContactBlock } from "../ui/contact-block.tsx";
import { tabOf } from "./audience-tabs.ts";
import { type DisclosureEntries, DisclosurePage } from "./disclosure-page.tsx";
import { wordingOf } from "./wording-fields.tsx";

type C = Context<AppEnv>;

/** 别人看到什么, introductions and contacts of a need. */
export const disclosureRoutes = new Hono<AppEnv>()
  .get("/needs/:id/disclosure", (c) => {
    const saved = c.req.query("saved") === "1" ? "已保存，即刻生效。" : null;
    return showDisclosure(c, { id: c.req.param("id"), saved });
  })
  .post("/needs/:id/disclosure", async (c) => {
    const { id, form, ifVersion } = await sent(c);
    const entries = entriesOf(form);
    try {
      await saveAudience(c, id, ifVersion, entries);
    } catch (error) {
      return showDisclosure(c, { id, entries, error: refusalIn(error) });
    }
    const { preview, advice } = await openDisclosure(c, id);
    const wording = wordingOf(preview, advice);
    // A wording somebody has begun to change is not thrown away with the page.
    if (Object.entries(wording).some(([field, text]) => (entries.texts[field] ?? text) !== text.trim())) {
      const saved = "披露范围已保存。下面的脱敏文本改过，还没有确认。";
      return showDisclosure(c, { id, entries: { ...entries, reason: "" }, saved });
    }
    return c.redirect(`/needs/${id}/disclosure?saved=1`, 303);
  })
  .post("/needs/:id/redaction", async (c) => {
    const { id, form, ifVersion } = await sent(c);
    const entries = entriesOf(form);
    let saved: string | null = null;
    try {
      // First what others read, then who they are: never the other way round.
      const input = { texts: entries.texts, reason: entries.reason };
      const { version } = await confirmRedaction({ ctx: c.var.ctx, id, ifVersion, input });
      saved = "脱敏文本已确认；披露范围没有保存。";
      if (form.has("visibility") && isAnother(await openDisclosure(c, id), entries))
        await saveAudience(c, id, version, entries);
    } catch (error) {
      return showDisclosure(c, { id, entries, saved, error: refusalIn(error) });
    }
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

/** Everything the page shows of a need. */
async function openDisclosure(c: C, id: string) {
  const { ctx } = c.var;
  const preview = await previewNeed({ ctx, id });
  const names = await organizationNames(ctx, preview.restrictedTo ?? []);
  return { preview, restrictedNames: names.join("\n"), advice: await suggestWording({ ctx, need: preview.need }) };
}

interface Shown {
  id: string;
  /** What was sent; by default what is stored. */
  entries?: DisclosureEntries;
  saved?: string | null;
  error?: AppError | null;
}

async function showDisclosure(c: C, { id, entries, saved = null, error = null }: Shown) {
  const { preview, restrictedNames, advice } = await openDisclosure(c, id);
  const texts = wordingOf(preview, advice);
  const stored = {
    visibility: preview.need.visibility,
    restrictedNames,
    levels: preview.levels ?? {},
    texts,
    reason: "",
  };
  const content = (
    <DisclosurePage
      preview={preview}
      tab={tabOf(c.req.query("as"))}
      lists={c.var.deps.codeLists}
      advice={advice}
      entries={entries === undefined ? stored : { ...entries, texts: { ...texts, ...entries.texts } }}
      saved={saved}
      error={error}
    />
  );
  const status = error === null ? 200 : errorStatus[error.code];
  return page(c, { title: "别人看到什么", section: "need", islands: ["hold-submit"] }, content, status);
}

/** What the author can mend on the page; anything else is thrown on. */
function refusalIn(error: unknown): AppError {
  if (error instanceof AppError && ["invalid_input", "stale_version"].includes(error.code)) return error;
  throw error;
}

function entriesOf(form: FormData): DisclosureEntries {
  const levels = disclosedFields.flatMap((field) => {
    const level = textOf(form, `level.${field}`);
    return level === "" ? [] : [[field, Number(level)] as const];
  });
  const texts = redactedFields.flatMap((field) => (form.has(field) ? [[field, textOf(form, field)] as const] : []));
  return {
    visibility: textOf(form, "visibility"),
    restrictedNames: textOf(form, "restrictedTo"),
    levels: Object.fromEntries(levels),
    texts: Object.fromEntries(texts),
    reason: textOf(form, "reason"),
  };
}

async function saveAudience(c: C, id: string, ifVersion: number, entries: DisclosureEntries): Promise<void> {
  const { ctx } = c.var;
  const { visibility, levels, reason } = entries;
  const names = namesIn(entries);
  const restrictedTo = names.length === 0 ? null : await organizationIds(ctx, names);
  const input = { visibility, levels, restrictedTo, reason } as ChangeDisclosureInput;
  await changeDisclosure({ ctx, id, ifVersion, input });
}

function namesIn({ restrictedNames }: DisclosureEntries): string[] {
  return restrictedNames
    .split("\n")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Whether other readers were chosen than those stored. */
function isAnother(
  { preview, restrictedNames }: Awaited<ReturnType<typeof openDisclosure>>,
  entries: DisclosureEntries,
): boolean {
  const moved = disclosedFields.some(
    (field) => entries.levels[field] !== undefined && entries.levels[field] !== levelOf(field, preview.levels),
  );
  return moved || entries.visibility !== preview.need.visibility || namesIn(entries).join("\n") !== restrictedNames;
}

async function sent(c: C) {
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
