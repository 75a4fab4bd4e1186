/** Hits of a search that are compared from one look to the next. */
export const mostCompared = 500;

/**
 * The hits that were not there before. Ids grow with time and both lists hold the newest first, so where the earlier one was cut at
 * `mostCompared`, what is older than its end was left out then, and is no news now.
 */
export function newHits(current: readonly string[], before: readonly string[]): string[] {
  const known = new Set(before);
  const oldest = before.length < mostCompared ? "" : before.at(-1)!;
  return current.filter((id) => !known.has(id) && id >= oldest);
}
