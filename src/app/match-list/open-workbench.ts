import { includedOf, type SheetEntry, type SheetTarget, sameTarget } from "../../domain/match-list/sheet.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import { namesOf } from "../account/names-of.ts";
import type { AppContext } from "../context.ts";
import { getMatches } from "../match/get-matches.ts";
import type { MatchView, QuotedItemView } from "../match/match-view.ts";
import { getRecord } from "../record/get-record.ts";
import { type RecordName, readNames } from "../record/read-names.ts";
import { searchRecords } from "../search/search-records.ts";
import { findList, type MatchListRow } from "./list-scope.ts";
import { getSheet, needsListed, type SheetState } from "./sheet-state.ts";

/** A candidate as the workbench shows it. */
export interface WorkbenchCandidate {
  target: SheetTarget;
  title: string;
  organizationName: string;
  /** Its place on the computed list, with reasons; null for one that is not on it. */
  match: QuotedItemView | null;
  /** null while undecided. */
  entry: SheetEntry | null;
  /** 1-based among the included; null for others. */
  place: number | null;
  /** It was withdrawn or hidden since it was put on the list. */
  gone: boolean;
}

export interface Workbench {
  list: MatchListRow;
  need: RecordOf<"need">;
  /** Ids of the list's needs in order, for walking through. */
  needIds: string[];
  targetKind: SheetTarget["kind"];
  state: SheetState;
  updatedBy: string;
  /** Of both kinds, in the order of the list. */
  included: WorkbenchCandidate[];
  /** Proposed, and not included, in the order of the computed list; then those excluded or noted that it does not propose. */
  others: WorkbenchCandidate[];
  run: MatchView["run"] | null;
  /** What was looked for by hand; null unless asked. */
  found: { query: string; records: WorkbenchCandidate[] } | null;
}

const proposed = 20;
const mostFound = 10;

/** Everything on one page: a need of a list, its candidates and what was settled about them.
 * @param among ids of the only candidates of the computed list that are wanted
 * @throws AppError `not_found` */
export async function openWorkbench({
  ctx,
  listId,
  needId,
  targetKind,
  find,
  among,
}: {
  ctx: AppContext;
  listId: string;
  needId: string;
  targetKind: SheetTarget["kind"];
  find?: string | undefined;
  among?: ReadonlySet<string> | undefined;
}): Promise<Workbench> {
  const list = await findList(ctx.db.orm, ctx.principal, listId);
  const needIds = await needsListed({ ctx, listId });
  if (!needIds.includes(needId)) throw notFound("名单中的需求");
  const need = await getRecord({ ctx, kind: "need", id: needId });
  const state = await getSheet({ ctx, listId, needId });
  const matches = await proposals(ctx, needId, targetKind, among);
  const { entries } = state.sheet;
  const names = await namedTargets(
    ctx,
    entries.map(({ target }) => target),
  );
  const candidate = (target: SheetTarget, match: QuotedItemView | null): WorkbenchCandidate => {
    const at = entries.findIndex((entry) => sameTarget(entry.target, target));
    const entry = entries[at] ?? null;
    const named = match === null ? names.get(`${target.kind} ${target.id}`) : match.target;
    return {
      target,
      title: named?.title ?? "（资料已撤回）",
      organizationName: named?.organizationName ?? "",
      match,
      entry,
      place: entry?.state === "included" ? at + 1 : null,
      gone: named === undefined,
    };
  };
  const byTarget = new Map(matches?.items.map((item) => [item.target.id, item]));
  const included = includedOf(state.sheet).map(({ target }) => candidate(target, byTarget.get(target.id) ?? null));
  const fromRun = (matches?.items ?? []).map((item) => candidate({ kind: targetKind, id: item.target.id }, item));
  const leftOver = entries
    .filter(({ target, state }) => state !== "included" && target.kind === targetKind && !byTarget.has(target.id))
    .map(({ target }) => candidate(target, null));
  const updatedBy = (await namesOf(ctx, [state.updatedBy])).get(state.updatedBy)!;
  return {
    list,
    need,
    needIds,
    targetKind,
    state,
    updatedBy,
    included,
    others: [...fromRun.filter(({ place }) => place === null), ...leftOver],
    run: matches?.run ?? null,
    found: find === undefined || find.trim() === "" ? null : { query: find, records: await lookUp(find) },
  };

  async function lookUp(query: string): Promise<WorkbenchCandidate[]> {
    const { hits } = await searchRecords({ ctx, input: { query, kinds: [targetKind], limit: mostFound } });
    return hits.map(({ record, title }) => ({
      ...candidate({ kind: targetKind, id: record.id }, byTarget.get(record.id) ?? null),
      title,
      organizationName: record.content.organizationName,
      gone: false,
    }));
  }
}

/** The computed list; null while none can be had: what was settled can still be worked on. */
async function proposals(
  ctx: AppContext,
  needId: string,
  targetKind: EntityKind,
  among: ReadonlySet<string> | undefined,
): Promise<MatchView | null> {
  try {
    const input = { subject: { kind: "need", id: needId }, targetKind, limit: proposed } as const;
    return await getMatches({ ctx, input, among });
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return null;
    throw error;
  }
}

async function namedTargets(ctx: AppContext, targets: readonly SheetTarget[]) {
  const names = new Map<string, RecordName>();
  for (const kind of ["expert", "achievement"] as const) {
    const ids = targets.filter((target) => target.kind === kind).map(({ id }) => id);
    for (const [id, name] of await readNames(ctx, kind, ids, { onlySearchable: true }))
      names.set(`${kind} ${id}`, name);
  }
  return names;
}
