import { type Context, Hono } from "hono";
import { latestReview } from "../../app/need/latest-review.ts";
import { submitNeed } from "../../app/need/submit-need.ts";
import { writesFor } from "../../app/organization/owner-of-record.ts";
import { createRecord } from "../../app/record/create-record.ts";
import { getRecord } from "../../app/record/get-record.ts";
import { updateRecord } from "../../app/record/update-record.ts";
import { scopeFor } from "../../app/scope.ts";
import { type Visibility, visibility } from "../../domain/shared/entity.ts";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppEnv } from "../../http/deps.ts";
import { boxErrors } from "../record-form/form-errors.ts";
import { AssistPanel } from "./assist-panel.tsx";
import { adviceOf } from "./form-advice.ts";
import { type FormView, isUnsubmitted, refuseForm, showBoth, showForm } from "./form-answer.tsx";
import { changeOnly } from "./form-changes.ts";
import { inputOfForm, type NeedFormInput } from "./form-input.ts";
import { emptyValues, valuesOfForm, valuesOfNeed, valuesOfOwner, withEmptyRows } from "./form-values.ts";

type C = Context<AppEnv>;

/** Which button sends the form: `save` hands a draft in, `draft` and `autosave` keep it one. The island need-autosave sends
 * `autosave` and is answered in JSON. */
type Deed = "save" | "draft" | "autosave";

/** Posting and editing a need. */
export const needFormRoutes = new Hono<AppEnv>()
  .get("/needs/new", async (c) => {
    scopeFor(c.var.ctx.principal, "create", "need");
    const owners = await writesFor(c.var.ctx);
    // Who writes for one organisation writes for it, where it is; who writes for several says for which.
    const owner = owners.length === 1 ? valuesOfOwner(owners[0]!, c.var.deps.codeLists) : {};
    const values = withEmptyRows({ ...emptyValues, ...owner }, 0);
    return showForm(c, { mode: "new", id: c.var.ctx.newId(), version: null, status: null, values });
  })
  .post("/needs/new", async (c) => {
    const form = await c.req.formData();
    const id = String(form.get("id") ?? "");
    const begun = await draftOf(c, id);
    if (begun !== null) return change(c, form, begun, begun.version);
    const values = valuesOfForm(form);
    const view: FormView = { mode: "new", id, version: null, status: null, values, ...sentScore(form) };
    const unsaved = changeOnly(form, values);
    if (unsaved !== null) return showForm(c, { ...view, values: unsaved });
    const deed = deedOf(form);
    const input = inputOfForm(values, c.var.deps.codeLists, null);
    return save(c, deed, view, input, async (shownTo) => {
      const { content, contact } = input;
      const status = deed === "save" ? "submitted" : "draft";
      const envelope = { id, contact, visibility: shownTo, source: "form", status } as const;
      return createRecord({ ctx: c.var.ctx, kind: "need", input: { ...envelope, content } });
    });
  })
  .get("/needs/:id/edit", async (c) => {
    const { ctx, deps } = c.var;
    const need = await getRecord({ ctx, kind: "need", id: c.req.param("id"), action: "update" });
    const values = withEmptyRows(valuesOfNeed(need.content, need.visibility, deps.codeLists), 0);
    return showForm(c, {
      mode: "edit",
      id: need.id,
      version: need.version,
      status: need.status,
      values,
      savedAt: need.updatedAt,
      review: need.status === "returned" ? await latestReview({ ctx, needId: need.id }) : null,
    });
  })
  .post("/needs/:id/edit", async (c) => {
    const form = await c.req.formData();
    const version = Number(form.get("version") ?? Number.NaN);
    if (!Number.isSafeInteger(version))
      throw new AppError("precondition_required", "表单缺少版本号，请重新打开修改页面。");
    const saved = await getRecord({ ctx: c.var.ctx, kind: "need", id: c.req.param("id"), action: "update" });
    return change(c, form, saved, version);
  })
  .post("/needs/assist", async (c) => {
    const form = await c.req.formData();
    const { ctx, deps } = c.var;
    const facts = { id: String(form.get("id") ?? ""), values: valuesOfForm(form), isNew: !form.has("version") };
    const advice = await adviceOf(ctx, deps.codeLists, facts);
    const { scoreBefore = null } = sentScore(form);
    c.header("Cache-Control", "no-store");
    return c.html(<AssistPanel advice={advice} scoreBefore={scoreBefore} lists={deps.codeLists} />);
  });

/** A draft that this form made while its answer was lost on the way. */
async function draftOf(c: C, id: string): Promise<RecordOf<"need"> | null> {
  try {
    const need = await getRecord({ ctx: c.var.ctx, kind: "need", id, action: "update" });
    return need.status === "draft" && need.createdBy === c.var.ctx.principal.id ? need : null;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}

async function change(c: C, form: FormData, saved: RecordOf<"need">, ifVersion: number) {
  const { ctx, deps } = c.var;
  const { id, status } = saved;
  const values = valuesOfForm(form);
  const view: FormView = { mode: "edit", id, version: ifVersion, status, values, ...sentScore(form) };
  const unsaved = changeOnly(form, values);
  if (unsaved !== null) return showForm(c, { ...view, values: unsaved });
  const deed = deedOf(form);
  const input = inputOfForm(values, deps.codeLists, saved.content);
  return save(c, deed, view, input, async (shownTo) => {
    const { content, contact } = input;
    const written = await updateRecord({
      ctx,
      kind: "need",
      id,
      ifVersion,
      input: { content, contact, visibility: shownTo },
    });
    return deed === "save" && isUnsubmitted(status) ? submitNeed({ ctx, id, ifVersion: written.version }) : written;
  });
}

/** Saves, or answers with the same form saying what to repair. A draft is saved without the boxes that cannot be read. */
async function save(
  c: C,
  deed: Deed,
  view: FormView,
  input: NeedFormInput,
  write: (visibility: Visibility) => Promise<RecordOf<"need">>,
) {
  const shownTo = visibility.safeParse(input.visibility);
  const unread = new AppError("invalid_input", "有的栏目没有填对。", { issues: input.issues });
  if (input.issues.length > 0 && deed !== "autosave") return refuseForm(c, view, unread);
  try {
    const need = await write(shownTo.success ? shownTo.data : "private");
    if (deed === "autosave") return autosaved(c, need, unread);
    if (deed === "draft") return c.redirect(`/needs/${need.id}/edit`, 303);
    return c.redirect(`/needs/${need.id}?saved=${isUnsubmitted(view.status) ? "new" : "edit"}`, 303);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "stale_version") return showBoth(c, view);
    if (errorStatus[error.code] >= 500 || error.code === "not_found") throw error;
    if (deed !== "autosave") return refuseForm(c, view, error);
    const said = boxErrors(error.issues).map(({ message }) => message);
    return c.json({ message: said.length === 0 ? error.message : said.join("；") }, errorStatus[error.code]);
  }
}

/** 201, so that the same attempt sent again is given the same answer. */
function autosaved(c: C, { id, version }: RecordOf<"need">, { issues }: AppError) {
  const unread = boxErrors(issues).map(({ message }) => message);
  return c.json({ id, version, unread }, 201);
}

function deedOf(form: FormData): Deed {
  const asked = form.get("do");
  return asked === "draft" || asked === "autosave" ? asked : "save";
}

/** The score the author began with, as the form carries it. */
function sentScore(form: FormData): { scoreBefore?: number } {
  const score = Number(form.get("scoreBefore") || Number.NaN);
  return Number.isInteger(score) && score >= 0 && score <= 100 ? { scoreBefore: score } : {};
}
