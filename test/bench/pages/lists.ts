import { inArray, isNotNull, not, or } from "drizzle-orm";
import { getMatches } from "../../../src/app/match/get-matches.ts";
import { approveList } from "../../../src/app/match-list/approve-list.ts";
import { sendList } from "../../../src/app/match-list/send-list.ts";
import { saveSearch } from "../../../src/app/saved-search/save-search.ts";
import { disclosedTo } from "../../../src/app/scope.ts";
import { matchListTable, matchSheetTable } from "../../../src/db/schema/match-list.ts";
import { recordTable } from "../../../src/db/schema/record.ts";
import type { SheetEntry } from "../../../src/domain/match-list/sheet.ts";
import type { Installation } from "../../../src/entry/pick-adapters.ts";
import { principalOf } from "./accounts.ts";
import { topicOf } from "./record-content.ts";
import { countyRegion, idOf, lists, needOn, sizes } from "./world.ts";

const all = [...lists.sent, lists.approved, lists.draft, lists.countyDraft];

/** Lists of 200 needs with ten candidates each, the best of their matches on every second list, by chance on the others; and searches kept. */
export async function addLists({ context }: Installation): Promise<void> {
  const ctx = context(principalOf("staff"));
  const now = ctx.now();
  // What takes long comes first: stopped there, a run leaves nothing half made.
  const best = new Map<string, SheetEntry["target"][]>();
  for (const listId of [lists.sent[0]!, lists.draft]) {
    for (let n = 0; n < needsOn(listId); n += 1) best.set(needOn(listId, n), await bestOf(needOn(listId, n)));
  }
  const hidden = await hiddenIds();
  const stamp = {
    note: "",
    status: "draft",
    createdBy: ctx.principal.id,
    version: 1,
    createdAt: now,
    updatedAt: now,
  } as const;
  await ctx.db.orm
    .insert(matchListTable)
    .values(all.map((id, n) => ({ id, title: `第${n + 1}场对接会`, scopeRegion: null, ...stamp })));
  for (const [at, listId] of all.entries()) {
    for (let n = 0; n < needsOn(listId); n += 1) {
      const needId = needOn(listId, n);
      const wanted = best.get(needId) ?? someOf(at * sizes.listedNeeds + n);
      const targets = wanted.filter(({ id }) => !hidden.has(id));
      const sheet = { entries: targets.map(included) };
      const row = { listId, needId, place: n + 1, version: targets.length, sheet, updatedBy: ctx.principal.id };
      await ctx.db.orm.insert(matchSheetTable).values({ ...row, updatedAt: now });
    }
  }
  for (const listId of [...lists.sent, lists.approved]) await approveList({ ctx, listId });
  for (const listId of lists.sent) await sendList({ ctx, listId });
  await ctx.db.orm
    .update(matchListTable)
    .set({ scopeRegion: countyRegion })
    .where(inArray(matchListTable.id, [lists.sent[2]!, lists.countyDraft]));
  for (let n = 0; n < 10; n += 1) {
    const text = topicOf("expert", n * 100)
      .slice(0, 2)
      .join(" ");
    await saveSearch({ ctx, input: { name: text.slice(0, 20), query: { text } } });
  }

  /** Nobody can be asked about what the other party may not read: such a list is not sent. */
  async function hiddenIds(): Promise<Set<string>> {
    const ids = new Set<string>();
    for (const kind of ["expert", "achievement"] as const) {
      const { id, restrictedTo } = recordTable(kind);
      const closed = or(not(disclosedTo("members", kind)), isNotNull(restrictedTo));
      for (const row of await ctx.db.orm.select({ id }).from(recordTable(kind)).where(closed)) ids.add(row.id);
    }
    return ids;
  }

  async function bestOf(needId: string): Promise<SheetEntry["target"][]> {
    const subject = { kind: "need", id: needId } as const;
    const targets: SheetEntry["target"][] = [];
    for (const [targetKind, limit] of [
      ["expert", 6],
      ["achievement", 4],
    ] as const) {
      const { items } = await getMatches({ ctx, input: { subject, targetKind, limit } });
      targets.push(...items.map(({ target }) => ({ kind: targetKind, id: target.id })));
    }
    return targets;
  }
}

function needsOn(listId: string): number {
  return listId === lists.countyDraft ? sizes.listedNeeds / 2 : sizes.listedNeeds;
}

function someOf(n: number): SheetEntry["target"][] {
  return Array.from({ length: sizes.candidates }, (_, at) =>
    at < 6
      ? { kind: "expert", id: idOf("expert", (n * 31 + at * 977) % sizes.expert) }
      : { kind: "achievement", id: idOf("achievement", (n * 17 + at * 977) % sizes.achievement) },
  );
}

function included(target: SheetEntry["target"]): SheetEntry {
  return { target, state: "included", reason: null, note: "", pinned: false, byHand: false };
}
