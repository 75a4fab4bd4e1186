import { type Context, Hono } from "hono";
import { suggestFields } from "../../app/field/suggest-fields.ts";
import { writesFor } from "../../app/organization/owner-of-record.ts";
import { createRecord } from "../../app/record/create-record.ts";
import { getRecord } from "../../app/record/get-record.ts";
import { updateRecord } from "../../app/record/update-record.ts";
import { scopeFor } from "../../app/scope.ts";
import { type Visibility, visibility } from "../../domain/shared/entity.ts";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { boxErrors } from "./form-errors.ts";
import { inputOfForm, type NeedFormInput } from "./form-input.ts";
import { emptyValues, type NeedFormValues, valuesOfForm, valuesOfNeed, withEmptyRows } from "./form-values.ts";
import { NeedFormPage, type NeedFormView } from "./need-form-page.tsx";
import { differencesOf } from "./version-table.tsx";

type C = Context<AppEnv>;
type View = Omit<
  NeedFormView,
  "lists" | "owners" | "errors" | "failure" | "differences" | "requestKey" | "suggestions"
> &
  Partial<NeedFormView>;

/** Posting and editing a need. */
export const needFormRoutes = new Hono<AppEnv>()
  .get("/needs/new", (c) => {
    scopeFor(c.var.ctx.principal, "create", "need");
    return answer(c, { mode: "new", id: c.var.ctx.newId(), version: null, values: withEmptyRows(emptyValues, 0) });
  })
  .post("/needs/new", async (c) => {
    const form = await c.req.formData();
    const id = String(form.get("id") ?? "");
    const values = valuesOfForm(form);
    const view: View = { mode: "new", id, version: null, values };
    const unsaved = changeOnly(form, values);
    if (unsaved !== null) return answer(c, { ...view, values: unsaved });
    const input = inputOfForm(values, c.var.deps.codeLists, null);
    return save(c, view, input, async (visibility) => {
      const { content, contact } = input;
      return createRecord({
        ctx: c.var.ctx,
        kind: "need",
        input: { id, content, contact, visibility, source: "form" },
      });
    });
  })
  .get("/needs/:id/edit", async (c) => {
    const need = await getRecord({ ctx: c.var.ctx, kind: "need", id: c.req.param("id"), action: "update" });
    const values = valuesOfNeed(need.content, need.visibility, c.var.deps.codeLists);
    return answer(c, { mode: "edit", id: need.id, version: need.version, values: withEmptyRows(values, 0) });
  })
  .post("/needs/:id/edit", async (c) => {
    const form = await c.req.formData();
    const id = c.req.param("id");
    const values = valuesOfForm(form);
    const version = Number(form.get("version") ?? Number.NaN);
    if (!Number.isSafeInteger(version))
      throw new AppError("precondition_required", "表单缺少版本号，请重新打开修改页面。");
    const view: View = { mode: "edit", id, version, values };
    const unsaved = changeOnly(form, values);
    if (unsaved !== null) return answer(c, { ...view, values: unsaved });
    const saved = await getRecord({ ctx: c.var.ctx, kind: "need", id, action: "update" });
    const input = inputOfForm(values, c.var.deps.codeLists, saved.content);
    return save(c, view, input, async (visibility) => {
      const { content, contact } = input;
      return updateRecord({
        ctx: c.var.ctx,
        kind: "need",
        id,
        ifVersion: version,
        input: { content, contact, visibility },
      });
    });
  });

/** The form as a button other than the one that saves leaves it; null for the one that saves. */
function changeOnly(form: FormData, values: NeedFormValues): NeedFormValues | null {
  if (form.get("do") === "addIndicator") return withEmptyRows(values, 1);
  const adopted = form.get("adoptField");
  return typeof adopted === "string" ? withEmptyRows({ ...values, field: adopted }, 0) : null;
}

/** Saves, or answers with the same form saying what to repair. */
async function save(
  c: C,
  view: View,
  input: NeedFormInput,
  write: (visibility: Visibility) => Promise<RecordOf<"need">>,
) {
  const shownTo = visibility.safeParse(input.visibility);
  if (input.issues.length > 0) return refuse(c, view, new AppError("invalid_input", "", { issues: input.issues }));
  try {
    const need = await write(shownTo.success ? shownTo.data : "private");
    return c.redirect(`/needs/${need.id}?saved=${view.mode}`, 303);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "stale_version") return showBoth(c, view);
    if (errorStatus[error.code] >= 500 || error.code === "not_found") throw error;
    return refuse(c, view, error);
  }
}

function refuse(c: C, view: View, error: AppError) {
  const errors = boxErrors(error.issues);
  const status = errorStatus[error.code];
  return answer(
    c,
    { ...view, values: withEmptyRows(view.values, 0), errors, failure: errors.length > 0 ? null : error.message },
    status,
  );
}

/** Somebody saved first: both versions, and the author's boxes over the newer version. */
async function showBoth(c: C, view: View) {
  const saved = await getRecord({ ctx: c.var.ctx, kind: "need", id: view.id, action: "update" });
  const savedValues: NeedFormValues = valuesOfNeed(saved.content, saved.visibility, c.var.deps.codeLists);
  const values = withEmptyRows(view.values, 0);
  const failure = "在您修改期间，这条需求已被他人保存";
  return answer(
    c,
    { ...view, version: saved.version, values, failure, differences: differencesOf(view.values, savedValues) },
    412,
  );
}

async function answer(c: C, view: View, status: 200 | (typeof errorStatus)[keyof typeof errorStatus] = 200) {
  const whole: NeedFormView = {
    errors: [],
    failure: null,
    differences: null,
    lists: c.var.deps.codeLists,
    owners: (await writesFor(c.var.ctx)).toSorted(),
    requestKey: c.var.ctx.newId(),
    suggestions: await suggestionsFor(c, view.values),
    ...view,
  };
  const title = view.mode === "new" ? "发布技术需求" : "修改技术需求";
  const troubled = whole.errors.length > 0 || whole.failure !== null;
  const frame = {
    title: troubled ? `请修改：${title}` : title,
    section: "post",
    islands: ["char-counter", "field-suggestion"],
  } as const;
  return page(c, frame, <NeedFormPage {...whole} />, status);
}

/** Only where no field is chosen; the form works without. */
function suggestionsFor(c: C, { field, title, description, keywords, problem, keyTechnology, target }: NeedFormValues) {
  if (field !== "" || c.var.ctx.matching === null) return [];
  const text = [title, keywords, keyTechnology, description, problem, target].join("\n");
  return suggestFields({ ctx: c.var.ctx, input: { text: text.slice(0, 60_000) } });
}
