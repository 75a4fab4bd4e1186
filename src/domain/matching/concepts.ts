import { searchKey } from "../../text/normalise.ts";
import { isWordUnit } from "../../text/runs.ts";
import { CONCEPT_PREFIX, NEAR_PREFIX } from "../../text/tokens.ts";

/** Words for one thing (`same`: either may stand for the other) or for things so close that one side's word is evidence of the other's (`near`). */
export interface ConceptGroup {
  /** Stable; data/synonyms names it. */
  id: string;
  kind: "same" | "near";
  members: readonly string[];
}

/** One mention of a concept: which, and where in the search key (UTF-16 units, end exclusive). */
export interface ConceptMention {
  /** The term an index holds for the group. */
  term: string;
  start: number;
  end: number;
}

/** The concepts of an installation. */
export interface Concepts {
  /** Of the contents of data/synonyms; "" without any. */
  readonly hash: string;
  /** Mentions in a search key, from left to right, the longest member at each place; a member may belong to several groups.
   * @param insideWord 1 where the place before this unit lies inside a dictionary word: no mention starts or ends there (引起|皮肤 is no 起皮) */
  find(key: string, insideWord: Uint8Array): ConceptMention[];
}

/** No synonyms at all. */
export const noConcepts: Concepts = { hash: "", find: () => [] };

/** The term of a group. */
export function conceptTerm({ id, kind }: Pick<ConceptGroup, "id" | "kind">): string {
  return (kind === "same" ? CONCEPT_PREFIX : NEAR_PREFIX) + id;
}

/** Whether a term stands for a group of words rather than for what is written. */
export function isConceptTerm(term: string): boolean {
  return term.startsWith(CONCEPT_PREFIX) || term.startsWith(NEAR_PREFIX);
}

interface Member {
  key: string;
  terms: string[];
}

/** A matcher over these groups: members wait under their first two units, the longest first. */
export function createConcepts(groups: readonly ConceptGroup[], hash: string): Concepts {
  const members = new Map<string, Member>();
  for (const group of groups) {
    for (const key of new Set(group.members.map(searchKey))) {
      const known = members.get(key);
      if (known === undefined) members.set(key, { key, terms: [conceptTerm(group)] });
      else known.terms.push(conceptTerm(group));
    }
  }
  const starts = new Uint8Array(65_536);
  const waiting = new Map<number, Member[]>();
  for (const member of [...members.values()].sort((a, b) => b.key.length - a.key.length)) {
    starts[member.key.charCodeAt(0)] = 1;
    const pair = pairAt(member.key, 0);
    waiting.set(pair, [...(waiting.get(pair) ?? []), member]);
  }
  return {
    hash,
    find(key, insideWord) {
      const mentions: ConceptMention[] = [];
      for (let at = 0; at < key.length - 1; ) {
        const member = starts[key.charCodeAt(at)] === 1 ? memberAt(key, at, insideWord) : undefined;
        const end = at + (member?.key.length ?? 1);
        for (const term of member?.terms ?? []) mentions.push({ term, start: at, end });
        at = end;
      }
      return mentions;
    },
  };

  function memberAt(key: string, at: number, insideWord: Uint8Array): Member | undefined {
    if (!isEdge(key, at, insideWord)) return undefined;
    return waiting
      .get(pairAt(key, at))
      ?.find((member) => key.startsWith(member.key, at) && isEdge(key, at + member.key.length, insideWord));
  }
}

function pairAt(key: string, at: number): number {
  return (key.charCodeAt(at) << 16) | key.charCodeAt(at + 1);
}

/** Whether a mention may start or end here: inside neither a dictionary word nor a Latin word or figure. */
function isEdge(key: string, at: number, insideWord: Uint8Array): boolean {
  return insideWord[at] !== 1 && !(at > 0 && at < key.length && isWordUnit(key, at - 1) && isWordUnit(key, at));
}
