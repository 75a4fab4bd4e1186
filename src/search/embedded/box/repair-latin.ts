import { nameTermPrefix } from "../segment/build-columns.ts";
import { compareText } from "../segment/label-column.ts";
import type { Segment } from "../segment/segment.ts";
import { lowerBound, termText } from "../segment/term-table.ts";

/** Words this short differ from each other by one letter as a rule; no typo is guessed. */
const leastLength = 4;
/** From here on two letters may be wrong. */
const twoEditsFrom = 8;

/** The indexed Latin word nearest to a mistyped one: fewest edits, then in most documents, then first by text.
 * @returns null when none is within 1 edit (4–7 letters) or 2 (8 and more) */
export function repairLatinWord(segments: readonly Segment[], word: string): string | null {
  if (word.length < leastLength) return null;
  const mostEdits = word.length >= twoEditsFrom ? 2 : 1;
  const found = new Map<string, { edits: number; documents: number }>();
  for (const segment of segments) {
    for (const prefix of ["", nameTermPrefix]) {
      // "{" follows "z".
      const end = lowerBound(segment.terms, `${prefix}{`);
      for (let term = lowerBound(segment.terms, `${prefix}a`); term < end; term++) {
        const length = segment.terms.offsets[term + 1]! - segment.terms.offsets[term]! - prefix.length;
        if (Math.abs(length - word.length) > mostEdits || segment.frequencies[term] === 0) continue;
        const text = termText(segment.terms, term).slice(prefix.length);
        const known = found.get(text);
        const edits = known?.edits ?? editDistance(word, text, mostEdits);
        if (edits <= mostEdits)
          found.set(text, { edits, documents: (known?.documents ?? 0) + segment.frequencies[term]! });
      }
    }
  }
  const ranked = [...found].sort(
    ([textA, a], [textB, b]) => a.edits - b.edits || b.documents - a.documents || compareText(textA, textB),
  );
  return ranked[0]?.[0] ?? null;
}

/** Letters inserted, dropped, changed, or two neighbours swapped, to make a into b; `limit + 1` when it is more than that.
 * Source: optimal string alignment (restricted Damerau–Levenshtein) */
export function editDistance(a: string, b: string, limit: number): number {
  let beforeLast = new Uint8Array(b.length + 1);
  let last = Uint8Array.from({ length: b.length + 1 }, (_, at) => Math.min(at, limit + 1));
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint8Array(b.length + 1);
    row[0] = Math.min(i, limit + 1);
    let smallest = row[0];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, beforeLast[j - 2]! + 1);
      row[j] = Math.min(edits, limit + 1);
      smallest = Math.min(smallest, row[j]!);
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
