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

/** A word that belongs to groups. */
export interface ConceptMember {
  /** As search keys write it. */
  key: string;
  groups: readonly string[];
  /** Terms that ask for texts which say it in other words. */
  asks: readonly string[];
  /** Terms under which a text that says it is found by those who use another word, with that word's key. */
  answers: readonly { term: string; key: string }[];
}

/** One mention of a member: where in the search key (UTF-16 units, end exclusive). */
export interface ConceptMention {
  member: ConceptMember;
  start: number;
  end: number;
}

/** The synonyms of an installation. */
export interface Concepts {
  /** Of the contents of data/synonyms; "" without any. */
  readonly hash: string;
  /** Mentions in a search key, from left to right, the longest member at each place.
   * @param insideWord 1 where the place before this unit lies inside a dictionary word: no mention starts or ends there (引起|皮肤 is no 起皮) */
  find(key: string, insideWord: Uint8Array): ConceptMention[];
}

/** No synonyms at all. */
export const noConcepts: Concepts = { hash: "", find: () => [] };

/** A matcher over these groups: members wait under their first two units, the longest first. */
export function createConcepts(groups: readonly ConceptGroup[], hash: string): Concepts {
  const starts = new Uint8Array(65_536);
  const waiting = new Map<number, ConceptMember[]>();
  for (const member of membersOf(groups).sort((a, b) => b.key.length - a.key.length)) {
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
        if (member !== undefined) mentions.push({ member, start: at, end });
        at = end;
      }
      return mentions;
    },
  };

  function memberAt(key: string, at: number, insideWord: Uint8Array): ConceptMember | undefined {
    if (!isEdge(key, at, insideWord)) return undefined;
    return waiting
      .get(pairAt(key, at))
      ?.find((member) => key.startsWith(member.key, at) && isEdge(key, at + member.key.length, insideWord));
  }
}

/** The terms a document with these mentions is also found by: other words for what it says, unless it says them itself. */
export function answersOf(mentions: readonly ConceptMention[]): string[] {
  const said = new Set(mentions.map(({ member }) => member.key));
  return mentions.flatMap(({ member }) => member.answers.filter(({ key }) => !said.has(key)).map(({ term }) => term));
}

/** The groups turned around: every member with its groups; where a word has another both as the same and as near, it is the same. */
function membersOf(groups: readonly ConceptGroup[]): ConceptMember[] {
  interface Gathered {
    groups: string[];
    asks: Set<string>;
    answers: Map<string, string>;
  }
  const found = new Map<string, Gathered>();
  const sorted = [...groups].sort((a, b) => Number(a.kind === "near") - Number(b.kind === "near"));
  for (const { id, kind, members } of sorted) {
    const prefix = kind === "same" ? CONCEPT_PREFIX : NEAR_PREFIX;
    const keys = [...new Set(members.map(searchKey))];
    for (const key of keys) {
      const member: Gathered = found.get(key) ?? { groups: [], asks: new Set(), answers: new Map() };
      found.set(key, member);
      member.groups.push(id);
      member.asks.add(prefix + key);
      for (const other of keys) {
        if (other !== key && !member.answers.has(other)) member.answers.set(other, prefix + other);
      }
    }
  }
  return [...found].map(([key, member]) => ({
    key,
    groups: member.groups,
    asks: [...member.asks],
    answers: [...member.answers].map(([other, term]) => ({ key: other, term })),
  }));
}

function pairAt(key: string, at: number): number {
  return (key.charCodeAt(at) << 16) | key.charCodeAt(at + 1);
}

/** Whether a mention may start or end here: inside neither a dictionary word nor a Latin word or figure. */
function isEdge(key: string, at: number, insideWord: Uint8Array): boolean {
  return insideWord[at] !== 1 && !(at > 0 && at < key.length && isWordUnit(key, at - 1) && isWordUnit(key, at));
}
