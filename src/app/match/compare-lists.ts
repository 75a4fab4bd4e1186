/** A candidate whose place differs between two lists of one query. */
export interface PlaceChange {
  id: string;
  /** 1-based; null below the places looked at. */
  before: number | null;
  after: number | null;
}

/** Candidates within the first `top` places of either list whose place differs, in the order of `after`, then those that dropped out.
 * @param before ids, best first
 * @param after ids, best first */
export function compareLists(before: readonly string[], after: readonly string[], top: number): PlaceChange[] {
  const placeIn = (list: readonly string[], id: string) => {
    const place = list.indexOf(id) + 1;
    return place === 0 || place > top ? null : place;
  };
  return [...new Set([...after.slice(0, top), ...before.slice(0, top)])]
    .map((id) => ({ id, before: placeIn(before, id), after: placeIn(after, id) }))
    .filter((change) => change.before !== change.after);
}
