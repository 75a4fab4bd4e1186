import type { TextConcept } from "./analyser.ts";

/** One thing that both sides speak of in different words, each as written: 防腐 and 耐蚀. */
export interface WordPair {
  subject: string;
  target: string;
}

/** A synonym where it stands: in which part of a record. */
export interface SaidConcept {
  said: TextConcept;
  part: number;
}

/** A pair with its places. */
export interface PlacedPair {
  subject: SaidConcept;
  target: SaidConcept;
  /** idf of the rarer way to ask for it, ≥ 0. */
  weight: number;
}

/** For each of the subject's words that has synonyms: the target's word for the same, if none of those is among the subject's own.
 * The most telling first, no words of the subject twice. What is the same for every target is done once.
 * @param idfOf idf of a term that asks for other words; null when it tells candidates apart too little */
export function wordPairsWith(
  subject: readonly SaidConcept[],
  idfOf: (term: string) => number | null,
): (target: readonly SaidConcept[]) => PlacedPair[] {
  const own = new Map<string, SaidConcept>();
  for (const ours of subject) if (!own.has(ours.said.key)) own.set(ours.said.key, ours);
  const asking = [...own.values()].flatMap((ours) => {
    const weights = ours.said.asks.map(idfOf).filter((weight) => weight !== null);
    return weights.length === 0 ? [] : [{ ours, weight: Math.max(...weights) }];
  });
  const ofGroup = new Map<string, number[]>();
  for (const [at, { ours }] of asking.entries()) {
    for (const id of ours.said.groups) ofGroup.set(id, [...(ofGroup.get(id) ?? []), at]);
  }
  return (target) => {
    const first = new Map<number, SaidConcept>();
    const saidAlike = new Set<number>();
    for (const theirs of target) {
      for (const id of theirs.said.groups) {
        for (const at of ofGroup.get(id) ?? []) {
          if (!first.has(at)) first.set(at, theirs);
          if (own.has(theirs.said.key) || overlaps(theirs.said.key, asking[at]!.ours.said.key)) saidAlike.add(at);
        }
      }
    }
    return [...first]
      .filter(([at]) => !saidAlike.has(at))
      .map(([at, theirs]) => ({ subject: asking[at]!.ours, target: theirs, weight: asking[at]!.weight }))
      .sort(
        (a, b) => b.weight - a.weight || a.subject.part - b.subject.part || a.subject.said.start - b.subject.said.start,
      );
  };
}

/** Words that share a stretch need no pairing: the stretch is quoted. */
function overlaps(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one);
}
