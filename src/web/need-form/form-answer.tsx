import type { Context } from "hono";
import { suggestFields } from "../../app/field/suggest-fields.ts";
import { writesFor } from "../../app/organization/owner-of-record.ts";
import { getRecord } from "../../app/record/get-record.ts";
import type { NeedStatus } from "../../domain/need/need.ts";
import { needCan } from "../../domain/need/need.ts";
import { type AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { boxErrors } from "../record-form/form-errors.ts";
import { adviceOf } from "./form-advice.ts";
import { type NeedFormValues, valuesOfNeed, withEmptyRows } from "./form-values.ts";
import { NeedFormPage, type NeedFormView } from "./need-form-page.tsx";
import { differencesOf } from "./version-table.tsx";

type C = Context<AppEnv>;
type Asked = "mode" | "id" | "version" | "status" | "values";
/** What a route knows of the form; the rest is found out when it is shown. */
export type FormView = Pick<NeedFormView, Asked> & Partial<NeedFormView>;

/** Whether the form is one of a need that was not handed in: it saves itself, and ends with handing in. */
export function isUnsubmitted(status: NeedStatus | null): boolean {
  return status === null || needCan("submit", status);
}

/** The form saying what to repair, with everything that was typed. */
export function refuseForm(c: C, view: FormView, error: AppError) {
  const errors = boxErrors(error.issues);
  const failure = errors.length > 0 ? null : error.message;
  const values = withEmptyRows(view.values, 0);
  return showForm(c, { ...view, values, errors, failure }, errorStatus[error.code]);
}

/** Somebody saved first: both versions, and the author's boxes over the newer version. */
export async function showBoth(c: C, view: FormView) {
  const saved = await getRecord({ ctx: c.var.ctx, kind: "need", id: view.id, action: "update" });
  const savedValues: NeedFormValues = valuesOfNeed(saved.content, saved.visibility, c.var.deps.codeLists);
  const changed = {
    version: saved.version,
    status: saved.status,
    values: withEmptyRows(view.values, 0),
    failure: "在您修改期间，这条需求已被他人保存",
    differences: differencesOf(view.values, savedValues),
  };
  return showForm(c, { ...view, ...changed }, 412);
}

/** The form as a page. */
export async function showForm(
  c: C,
  view: FormView,
  status: 200 | (typeof errorStatus)[keyof typeof errorStatus] = 200,
) {
  const { ctx, deps } = c.var;
  const advice = await adviceOf(ctx, deps.codeLists, { ...view, isNew: view.mode === "new" });
  const whole: NeedFormView = {
    errors: [],
    failure: null,
    differences: null,
    lists: deps.codeLists,
    owners: (await writesFor(ctx)).map(({ name }) => name),
    requestKey: ctx.newId(),
    suggestions: await suggestionsFor(c, view.values),
    advice,
    savedAt: null,
    review: null,
    ...view,
    scoreBefore: view.scoreBefore ?? advice?.check.score ?? null,
  };
  const title = isUnsubmitted(view.status) ? "发布技术需求" : "修改技术需求";
  const troubled = whole.errors.length > 0 || whole.failure !== null;
  const frame = {
    title: troubled ? `请修改：${title}` : title,
    section: "post",
    islands: ["char-counter", "field-suggestion", "need-check", "indicator-rows", "need-autosave", "hold-submit"],
  } as const;
  return page(c, frame, <NeedFormPage {...whole} />, status);
}

/** Only where no field is chosen; the form works without. */
function suggestionsFor(c: C, { field, title, description, keywords, problem, keyTechnology, target }: NeedFormValues) {
  if (field !== "" || c.var.ctx.matching === null) return [];
  const text = [title, keywords, keyTechnology, description, problem, target].join("\n");
  return suggestFields({ ctx: c.var.ctx, input: { text: text.slice(0, 60_000) } });
}
