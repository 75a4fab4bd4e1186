import { type Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import type { BulkOutcome } from "../../app/own-profiles/choose-rows.ts";
import { confirmProfiles } from "../../app/own-profiles/confirm-profiles.ts";
import { exportProfiles } from "../../app/own-profiles/export-profiles.ts";
import { listOwnProfiles } from "../../app/own-profiles/list-own-profiles.ts";
import type { ProfileKind } from "../../app/own-profiles/own-rows.ts";
import { showProfiles } from "../../app/own-profiles/show-profiles.ts";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AppEnv } from "../../http/deps.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { kindLabels } from "../format/labels.ts";
import { page } from "../layout/respond.ts";
import { paperWords } from "../paper/paper-words.ts";
import { type BulkDeed, bulkDeeds, DoneNotice, LeftNotice, RefusedNotice } from "./bulk-outcome.tsx";
import { OwnProfilesPage } from "./own-profiles-page.tsx";
import { filterBoxes, type OwnQuery, readOwnQuery } from "./own-query.ts";

type C = Context<AppEnv>;
type Status = 200 | 201 | (typeof errorStatus)[keyof typeof errorStatus];

/** 我的专家 and 我的成果. */
export const ownProfilesRoutes = new Hono<AppEnv>();
for (const kind of ["expert", "achievement"] as const) {
  const mine = `/${kindPaths[kind]}/mine`;
  ownProfilesRoutes
    .get(mine, (c) =>
      show(
        c,
        kind,
        readOwnQuery((name) => c.req.query(name)),
        doneBefore(c),
      ),
    )
    .post(`${mine}/confirm`, (c) =>
      doToMany(c, kind, "confirm", (selection) => confirmProfiles({ ctx: c.var.ctx, kind, input: { selection } })),
    )
    .post(`${mine}/visibility`, (c) =>
      doToMany(c, kind, "visibility", (selection, form) =>
        showProfiles({ ctx: c.var.ctx, kind, input: { selection, visibility: form.get("visibility") } }),
      ),
    )
    .post(`${mine}/export`, (c) => exportAll(c, kind));
}

async function show(
  c: C,
  kind: ProfileKind,
  { filter, page: at }: OwnQuery,
  told: Child,
  status: Status = 200,
  picked: ReadonlySet<string> = new Set(),
) {
  const { ctx, deps } = c.var;
  const found = await listOwnProfiles({ ctx, kind, input: { ...filter, page: at } });
  const view = { kind, found, filter, lists: deps.codeLists, requestKey: ctx.newId(), picked, told };
  const frame = { title: `我的${kindLabels[kind]}`, section: `own-${kind}`, islands: ["pick-rows"] } as const;
  return page(c, frame, <OwnProfilesPage {...view} />, status);
}

/** Does it and goes back to the list; what was left undone is told on the list, by name. */
async function doToMany(
  c: C,
  kind: ProfileKind,
  deed: BulkDeed,
  act: (selection: unknown, form: FormData) => Promise<BulkOutcome>,
) {
  const form = await c.req.formData();
  const query = readOwnQuery((name) => form.get(name)?.toString());
  try {
    const outcome = await act(selectionOf(form, query), form);
    const { done, unchanged, left } = outcome;
    if (left.length > 0) {
      const told = <LeftNotice kind={kind} deed={deed} outcome={outcome} />;
      return show(c, kind, query, told, done > 0 ? 201 : errorStatus.precondition_failed);
    }
    const boxes = { ...filterBoxes(query.filter), page: String(query.page), did: deed };
    const counts = { rows: String(done), unchanged: String(unchanged) };
    return c.redirect(`/${kindPaths[kind]}/mine?${new URLSearchParams({ ...boxes, ...counts })}`, 303);
  } catch (error) {
    if (!(error instanceof AppError && refusals.includes(error.code))) throw error;
    const picked = new Set(form.getAll("row").map(String));
    return show(c, kind, query, <RefusedNotice error={error} />, errorStatus[error.code], picked);
  }
}

/** Sends the workbook, or shows the list again saying why not. */
async function exportAll(c: C, kind: ProfileKind) {
  const { ctx, deps } = c.var;
  const form = await c.req.formData();
  const query = readOwnQuery((name) => form.get(name)?.toString());
  try {
    const input = { filter: query.filter, reason: form.get("reason") ?? "" };
    const bytes = await exportProfiles({ ctx, kind, names: paperWords(deps.codeLists).codeNames, input });
    const name = encodeURIComponent(`本单位${kindLabels[kind]}`);
    c.header("Cache-Control", "no-store");
    return c.body(new Uint8Array(bytes), 200, {
      "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "Content-Disposition": `attachment; filename="${kind}s.xlsx"; filename*=UTF-8''${name}.xlsx`,
    });
  } catch (error) {
    if (!(error instanceof AppError && refusals.includes(error.code))) throw error;
    return show(c, kind, query, <RefusedNotice error={error} />, errorStatus[error.code]);
  }
}

const refusals: readonly string[] = ["invalid_input", "conflict", "precondition_failed"];

/** Which rows a form means: those ticked, those of its page, or all its filter shows. */
function selectionOf(form: FormData, { filter }: OwnQuery): unknown {
  const of = form.get("of");
  if (of === "filter") return { of, filter, total: Number(form.get("total")) };
  const rows = form.getAll(of === "page" ? "shown" : "row").map((value) => {
    const [id = "", version] = String(value).split(":");
    return { id, version: Number(version) };
  });
  return { of: "picked", rows };
}

/** What the deed before came to, as its redirect says. */
function doneBefore(c: C): Child {
  const deed = bulkDeeds.find((name) => name === c.req.query("did"));
  const [rows, unchanged] = [Number(c.req.query("rows")), Number(c.req.query("unchanged"))];
  if (deed === undefined || !Number.isSafeInteger(rows) || !Number.isSafeInteger(unchanged)) return null;
  return <DoneNotice deed={deed} rows={rows} unchanged={unchanged} />;
}
