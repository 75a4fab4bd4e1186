import { type Context, Hono } from "hono";
import { changeSheet, type SheetRef } from "../../app/match-list/change-sheet.ts";
import { openWorkbench } from "../../app/match-list/open-workbench.ts";
import { reverseStep } from "../../app/match-list/reverse-step.ts";
import { getRecords } from "../../app/record/get-records.ts";
import type { SheetTarget } from "../../domain/match-list/sheet.ts";
import { needTitle } from "../../domain/need/need.ts";
import { AppError, errorStatus } from "../../domain/shared/errors.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppEnv } from "../../http/deps.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { page } from "../layout/respond.ts";
import { ComparePage } from "./compare-page.tsx";
import { WorkbenchPage } from "./workbench-page.tsx";

type C = Context<AppEnv>;

const mostCompared = 4;

/** The workbench: showing it, steps on it, and comparing candidates. */
export const workbenchRoutes = new Hono<AppEnv>()
  .get("/lists/:id/needs/:needId", (c) => show(c, null))
  .post("/lists/:id/needs/:needId/steps", async (c) => {
    const form = await c.req.formData();
    return act(c, form, (ref) => changeSheet({ ...ref, input: stepOf(form) }));
  })
  .post("/lists/:id/needs/:needId/history", async (c) => {
    const form = await c.req.formData();
    const direction = form.get("direction") === "redo" ? "redo" : "undo";
    return act(c, form, (ref) => reverseStep({ ...ref, direction }));
  })
  .get("/lists/:id/needs/:needId/compare", async (c) => {
    const asked = (c.req.queries("c") ?? []).slice(0, mostCompared).map(targetOf);
    const kinds = new Set(asked.map(({ kind }) => kind));
    const among = new Set(asked.map(({ id }) => id));
    const benches = await Promise.all([...kinds].map((kind) => bench(c, kind, among)));
    const candidates = asked.flatMap((target) => {
      const all = benches.find(({ targetKind }) => targetKind === target.kind);
      const known = [...(all?.included ?? []), ...(all?.others ?? [])];
      return known.find(({ target: { kind, id } }) => kind === target.kind && id === target.id) ?? [];
    });
    const records = new Map<string, AnyRecord>();
    for (const kind of kinds) {
      const ids = candidates.filter(({ target }) => target.kind === kind).map(({ target }) => target.id);
      for (const record of await getRecords({ ctx: c.var.ctx, kind, ids, onlySearchable: true }))
        records.set(record.id, record as AnyRecord);
    }
    const columns = candidates.flatMap((candidate) => {
      const record = records.get(candidate.target.id);
      return record === undefined ? [] : [{ candidate, record }];
    });
    const { list, need } = benches[0] ?? (await bench(c, "expert", among));
    const lists = c.var.deps.codeLists;
    return page(
      c,
      { title: "比较候选", section: "lists" },
      <ComparePage list={list} need={need} columns={columns} lists={lists} />,
    );
  });

function bench(c: C, targetKind: SheetTarget["kind"], among?: ReadonlySet<string>) {
  const [listId, needId] = [c.req.param("id")!, c.req.param("needId")!];
  return openWorkbench({ ctx: c.var.ctx, listId, needId, targetKind, find: c.req.query("find"), among });
}

/** The page, or only the part the island swaps. */
async function show(c: C, failure: AppError | null) {
  const targetKind = c.req.query("target") === kindPaths.achievement ? "achievement" : "expert";
  const opened = await bench(c, targetKind);
  const content = <WorkbenchPage bench={opened} lists={c.var.deps.codeLists} failure={failure} />;
  const status = failure === null ? 200 : errorStatus[failure.code];
  if (wantsFragment(c)) {
    c.header("Cache-Control", "no-store");
    return c.html(content, status);
  }
  return page(c, { title: needTitle(opened.need.content), section: "lists", islands: ["workbench"] }, content, status);
}

async function act(c: C, form: FormData, step: (ref: SheetRef) => Promise<unknown>) {
  const ifVersion = Number(form.get("version") ?? Number.NaN);
  if (!Number.isSafeInteger(ifVersion)) throw new AppError("precondition_required", "缺少版本号，请重新打开页面。");
  const [listId, needId] = [c.req.param("id")!, c.req.param("needId")!];
  try {
    await step({ ctx: c.var.ctx, listId, needId, ifVersion });
  } catch (error) {
    const told =
      error instanceof AppError && ["stale_version", "precondition_failed", "invalid_input"].includes(error.code);
    if (!told) throw error;
    return show(c, withDetail(error));
  }
  if (wantsFragment(c)) return show(c, null);
  const target = c.req.query("target");
  return c.redirect(`/lists/${listId}/needs/${needId}${target === undefined ? "" : `?target=${target}`}`, 303);
}

/** A wrong input told by its first issue: the form has few boxes. */
function withDetail(error: AppError): AppError {
  const issue = error.issues[0];
  if (error.code !== "invalid_input" || issue === undefined) return error;
  return new AppError("invalid_input", `${issue.expected}（现在是：${issue.found}）。`);
}

function wantsFragment(c: C): boolean {
  return c.req.header("x-fragment") === "1";
}

/** The step a form asks for; the use case checks it. */
function stepOf(form: FormData): unknown {
  const [action, place] = String(form.get("action") ?? "").split(":");
  const target = { kind: String(form.get("kind") ?? ""), id: String(form.get("id") ?? "") };
  const note = String(form.get("note") ?? "");
  switch (action) {
    case "exclude":
      return { action, target, reason: String(form.get("reason") ?? ""), note };
    case "note":
      return { action, target, note };
    case "move":
      return { action, target, place: Number(place) };
    default:
      return { action, target };
  }
}

function targetOf(value: string): SheetTarget {
  const [kind, id = ""] = value.split(":");
  return { kind: kind === "achievement" ? "achievement" : "expert", id };
}
