import type { SheetTarget } from "./sheet.ts";

/** A pair of an approved list, with the names it had then. */
export interface ListedPair {
  needId: string;
  needNumber: string | null;
  needTitle: string;
  needVersion: number;
  needOrganizationId: string | null;
  target: SheetTarget;
  targetTitle: string;
  targetVersion: number;
  targetOrganizationId: string | null;
  /** 1-based among the need's candidates. */
  place: number;
  note: string;
  /** 0–1 as shown when approved; null for one added by hand. */
  score: number | null;
}

/** What changed from one approved list to the next, for one pair. */
export interface PairChange {
  change: "added" | "removed" | "moved" | "noted";
  pair: ListedPair;
  /** Its place before; null where it was not on the list. */
  fromPlace: number | null;
}

/** The differences between two approved lists, in the order of the later one, removed pairs last. A pair that only slid because
 * others came or went is no difference. */
export function diffPairs(before: readonly ListedPair[], after: readonly ListedPair[]): PairChange[] {
  const [held, kept] = [byKey(before), byKey(after)];
  const [oldOrder, newOrder] = [orderAmong(before, kept), orderAmong(after, held)];
  const changes = after.flatMap((pair): PairChange[] => {
    const key = pairKey(pair);
    const old = held.get(key);
    if (old === undefined) return [{ change: "added", pair, fromPlace: null }];
    if (oldOrder.get(key) !== newOrder.get(key)) return [{ change: "moved", pair, fromPlace: old.place }];
    return old.note === pair.note ? [] : [{ change: "noted", pair, fromPlace: old.place }];
  });
  const removed = before
    .filter((pair) => !kept.has(pairKey(pair)))
    .map((pair): PairChange => ({ change: "removed", pair, fromPlace: pair.place }));
  return [...changes, ...removed];
}

/** What tells a pair from the others of a list. */
export function pairKey({ needId, target }: Pick<ListedPair, "needId" | "target">): string {
  return `${needId} ${target.kind} ${target.id}`;
}

function byKey(pairs: readonly ListedPair[]): ReadonlyMap<string, ListedPair> {
  return new Map(pairs.map((pair) => [pairKey(pair), pair]));
}

/** How many pairs of the same need that stand in both lists come before each pair. */
function orderAmong(pairs: readonly ListedPair[], others: ReadonlyMap<string, unknown>): Map<string, number> {
  const before = new Map<string, number>();
  const order = new Map<string, number>();
  for (const pair of pairs.toSorted((a, b) => a.place - b.place)) {
    const key = pairKey(pair);
    const count = before.get(pair.needId) ?? 0;
    order.set(key, count);
    if (others.has(key)) before.set(pair.needId, count + 1);
  }
  return order;
}
