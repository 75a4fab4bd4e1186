import type { SearchQuery } from "./search-query.ts";

/** Another way to put a query, and how many hits that brings. */
export interface Rewording {
  text: string;
  gain: number;
  query: SearchQuery;
}

/** Words of a query that are looked up one by one. */
const mostWords = 4;
const mostOffers = 4;

/**
 * Names near to a query without hits, or to one of its words, under the same filters; in the order of `suggest`. What brings nothing is left out.
 * @param suggest names near to a text
 * @param count hits of a query, as the asker would see them
 */
export async function rewordings(
  query: SearchQuery,
  suggest: (text: string) => Promise<readonly string[]>,
  count: (query: SearchQuery) => Promise<number>,
): Promise<Rewording[]> {
  if (query.text === "") return [];
  const words = query.text.split(/\s+/);
  const texts = words.length > 1 ? [query.text, ...words.slice(0, mostWords)] : [query.text];
  const names = new Set<string>();
  for (const text of texts) for (const name of await suggest(text)) names.add(name);
  names.delete(query.text);
  const offers: Rewording[] = [];
  for (const text of [...names].slice(0, 2 * mostOffers)) {
    if (offers.length === mostOffers) break;
    const reworded = { ...query, text, page: 1 };
    const gain = await count(reworded);
    if (gain > 0) offers.push({ text, gain, query: reworded });
  }
  return offers;
}
