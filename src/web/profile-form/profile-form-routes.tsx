import { type Context, Hono } from "hono";
import { writesFor } from "../../app/organization/owner-of-record.ts";
import { createRecord } from "../../app/record/create-record.ts";
import { getRecord } from "../../app/record/get-record.ts";
import { updateRecord } from "../../app/record/update-record.ts";
import { scopeFor } from "../../app/scope.ts";
import { visibility } from "../../domain/shared/entity.ts";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { regionText } from "../format/code-names.ts";
import { page } from "../layout/respond.ts";
import { boxErrors } from "../record-form/form-errors.ts";
import type { ProfileKind } from "./profile-boxes.ts";
import { differencesOfProfile } from "./profile-differences.ts";
import { ProfileFormPage, type ProfileFormView, titleOf } from "./profile-form-page.tsx";
import { contentOfProfile, emptyProfile, valuesOfProfile, valuesOfProfileForm } from "./profile-values.ts";

type C = Context<AppEnv>;
type View = Pick<ProfileFormView, "kind" | "id" | "version" | "values"> & Partial<ProfileFormView>;

/** Forms of experts and achievements. */
export const profileFormRoutes = new Hono<AppEnv>();
for (const kind of ["expert", "achievement"] as const) addRoutes(kind);

function addRoutes(kind: ProfileKind): void {
  const path = `/${kindPaths[kind]}`;
  profileFormRoutes
    .get(`${path}/new`, async (c) => {
      const { ctx, deps } = c.var;
      scopeFor(ctx.principal, "create", kind);
      const [owner, ...others] = await writesFor(ctx);
      const isOnly = owner !== undefined && others.length === 0;
      const region = isOnly ? regionText(deps.codeLists, owner.regionCode, "") : "";
      const values = emptyProfile(kind, isOnly ? owner.name : "", region);
      return show(c, { kind, id: ctx.newId(), version: null, values });
    })
    .post(`${path}/new`, async (c) => {
      const form = await c.req.formData();
      return save(c, kind, { form, id: String(form.get("id") ?? ""), ifVersion: null });
    })
    .get(`${path}/:id/edit`, async (c) => {
      const { ctx, deps } = c.var;
      const saved = await getRecord({ ctx, kind, id: c.req.param("id"), action: "update" });
      const values = valuesOfProfile(kind, saved.content, saved.visibility, deps.codeLists);
      return show(c, { kind, id: saved.id, version: saved.version, values });
    })
    .post(`${path}/:id/edit`, async (c) => {
      const form = await c.req.formData();
      const ifVersion = Number(form.get("version") ?? Number.NaN);
      if (!Number.isSafeInteger(ifVersion))
        throw new AppError("precondition_required", "表单缺少版本号，请重新打开修改页面。");
      return save(c, kind, { form, id: c.req.param("id"), ifVersion });
    });
}

/** Saves, or answers with the same form saying what to repair. */
async function save(
  c: C,
  kind: ProfileKind,
  { form, id, ifVersion }: { form: FormData; id: string; ifVersion: number | null },
) {
  const { ctx, deps } = c.var;
  const saved = ifVersion === null ? null : await getRecord({ ctx, kind, id, action: "update" });
  const values = valuesOfProfileForm(kind, form);
  const view: View = { kind, id, version: ifVersion, values };
  const { content, issues } = contentOfProfile(kind, values, deps.codeLists, saved?.content ?? null);
  const contact = Object.values(values.contact).every((part) => part.trim() === "") ? undefined : values.contact;
  const shownTo = visibility.safeParse(values.visibility);
  const input = { content, contact, visibility: shownTo.success ? shownTo.data : ("private" as const) };
  try {
    if (issues.length > 0) throw new AppError("invalid_input", "有的栏目没有填对。", { issues });
    if (ifVersion === null) await createRecord({ ctx, kind, input: { ...input, id, source: "form" } });
    else await updateRecord({ ctx, kind, id, ifVersion, input });
    return c.redirect(`/${kindPaths[kind]}/${id}`, 303);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (errorStatus[error.code] >= 500 || error.code === "not_found" || error.code === "forbidden") throw error;
    if (error.code === "stale_version") return showBoth(c, view);
    // An expert's name and a contact's are both called `name`; the boxes keep the latter within its length.
    const boxOf = (box: string) => (kind === "expert" && box === "contactName" ? "name" : box);
    const errors = boxErrors(error.issues).map(({ box, message }) => ({ box: boxOf(box), message }));
    return show(c, { ...view, errors, failure: errors.length > 0 ? null : error.message }, errorStatus[error.code]);
  }
}

/** Somebody saved first: both versions, and the author's boxes over the newer version. */
async function showBoth(c: C, view: View) {
  const { ctx, deps } = c.var;
  const { kind, id } = view;
  const saved = await getRecord({ ctx, kind, id, action: "update" });
  const theirs = valuesOfProfile(kind, saved.content, saved.visibility, deps.codeLists);
  const differences = differencesOfProfile(kind, view.values, theirs);
  return show(c, { ...view, version: saved.version, failure: "在您修改期间，这份资料已被他人保存", differences }, 412);
}

function show(c: C, view: View, status: 200 | (typeof errorStatus)[keyof typeof errorStatus] = 200) {
  const { ctx, deps } = c.var;
  const whole: ProfileFormView = {
    errors: [],
    failure: null,
    differences: null,
    lists: deps.codeLists,
    requestKey: ctx.newId(),
    ...view,
  };
  const title = titleOf(view.kind, view.version === null);
  const troubled = whole.errors.length > 0 || whole.failure !== null;
  const frame = {
    title: troubled ? `请修改：${title}` : title,
    section: view.kind,
    islands: ["char-counter", "hold-submit"],
  } as const;
  return page(c, frame, <ProfileFormPage {...whole} />, status);
}
