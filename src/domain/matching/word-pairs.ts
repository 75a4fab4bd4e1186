import type { TextConcept } from "./analyser.ts";

/** One thing that both sides speak of in different words, each as written: 防腐 and 耐蚀. */
export interface WordPair {
  subject: string;
  target: string;
}

/** A synonym where it stands: which part of a record, and which words of it. */
export interface SaidConcept extends TextConcept {
  part: number;
  words: string;
}

/** A pair with its places. */
export interface PlacedPair {
  subject: SaidConcept;
  target: SaidConcept;
  /** idf of the rarer way to ask for it, ≥ 0. */
  weight: number;
}

/** For each of the subject's words that has synonyms: the target's word for the same, if none of those is among the subject's own.
 * The most telling first, no words of the subject twice.
 * @param idfOf idf of a term that asks for other words; null when it tells candidates apart too little */
export function pairWords(
  subject: readonly SaidConcept[],
  target: readonly SaidConcept[],
  idfOf: (term: string) => number | null,
): PlacedPair[] {
  const own = subject.map(({ key }) => key);
  const pairs = new Map<string, PlacedPair>();
  for (const ours of subject) {
    if (pairs.has(ours.key)) continue;
    const weights = ours.asks.map(idfOf).filter((weight) => weight !== null);
    const theirs = target.filter(({ groups }) => groups.some((id) => ours.groups.includes(id)));
    const first = theirs[0];
    const isSaidAlike = theirs.some(({ key }) => own.includes(key) || overlaps(key, ours.key));
    if (first === undefined || weights.length === 0 || isSaidAlike) continue;
    pairs.set(ours.key, { subject: ours, target: first, weight: Math.max(...weights) });
  }
  return [...pairs.values()].sort(
    (a, b) => b.weight - a.weight || a.subject.part - b.subject.part || a.subject.start - b.subject.start,
  );
}

/** Words that share a stretch need no pairing: the stretch is quoted. */
function overlaps(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one);
}
