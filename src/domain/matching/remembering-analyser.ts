import type { Analyser } from "./analyser.ts";

/**
 * The same analyser, which keeps what it read of texts for explaining: a need is explained beside each of its candidates, and a page is opened
 * again and again. What indexes and queries are made of is not kept.
 * @param most texts kept, those used last
 */
export function rememberingAnalyser(analyser: Analyser, most = Number.POSITIVE_INFINITY): Analyser {
  return { ...analyser, read: remembering(analyser.read, most) };
}

function remembering<Value>(read: (text: string) => Value, most: number): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const value = known.get(text) ?? read(text);
    // A map keeps the order of insertion: what is used again goes to the end.
    known.delete(text);
    known.set(text, value);
    if (known.size > most) known.delete(known.keys().next().value!);
    return value;
  };
}
