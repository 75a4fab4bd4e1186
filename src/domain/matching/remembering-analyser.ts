import { recentValues } from "../shared/recent-values.ts";
import type { Analyser, ReadText } from "./analyser.ts";

/**
 * The same analyser, which keeps what it read of texts for explaining: a need is explained beside each of its candidates, and a page is opened
 * again and again. What indexes and queries are made of is not kept.
 * @param most texts kept, those used last
 */
export function rememberingAnalyser(analyser: Analyser, most = Number.POSITIVE_INFINITY): Analyser {
  const read = recentValues<ReadText>(most);
  return { ...analyser, read: (text) => read.of(text, () => analyser.read(text)) };
}
