import { type SheetTarget, sameTarget } from "./sheet.ts";

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
  const find = (pairs: readonly ListedPair[], of: ListedPair) =>
    pairs.find((pair) => pair.needId === of.needId && sameTarget(pair.target, of.target));
  const orderIn = (pairs: readonly ListedPair[], of: ListedPair, others: readonly ListedPair[]) =>
    pairs.filter((pair) => pair.needId === of.needId && pair.place < of.place && find(others, pair) !== undefined)
      .length;
  const changes = after.flatMap((pair): PairChange[] => {
    const old = find(before, pair);
    if (old === undefined) return [{ change: "added", pair, fromPlace: null }];
    if (orderIn(before, old, after) !== orderIn(after, pair, before))
      return [{ change: "moved", pair, fromPlace: old.place }];
    return old.note === pair.note ? [] : [{ change: "noted", pair, fromPlace: old.place }];
  });
  const removed = before
    .filter((pair) => find(after, pair) === undefined)
    .map((pair): PairChange => ({ change: "removed", pair, fromPlace: pair.place }));
  return [...changes, ...removed];
}
