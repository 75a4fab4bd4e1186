import { type CodeChances, type FieldGuess, likeliest } from "../../field/field-guess.ts";
import { isClear } from "../../field/suggested-fields.ts";
import type { MatchProfile } from "../profile.ts";
import type { Pair, Signal } from "./signal.ts";
import { unknown } from "./signal.ts";

/** Nearness of two codes of the high-tech fields, whose levels are their first 2, 3 and 5 digits
 * (docs/matching.md#factors): same code 1, same second level .6, same field .3. */
const levels = [
  { digits: 3, value: 0.6, reason: "同属一个二级领域" },
  { digits: 2, value: 0.3, reason: "同属一个技术领域" },
] as const;

/** What a guess says counts this much beside what is declared, and two guesses this much squared: it is drawn towards `undecided`.
 * Two guesses count for experts only, as nearness of meaning does: an achievement is one text, which its own words find
 * (docs/matching.md#fields). */
const trust = 0.4;
const undecided = 0.3;

/** 技术领域: the nearest pair of the fields both sides declare. Where a side declares none and its text tells one clearly, the value
 * is what the nearness is expected to be, drawn towards the middle, and the reason says that it is a guess. */
export function fieldSignal({ need, candidate }: Pair): Signal {
  const [wanted, offered] = [guessOf(need), guessOf(candidate)];
  if (need.fields.length === 0 && wanted === null) return unknown("需求未说明技术领域");
  if (candidate.fields.length === 0 && offered === null) return unknown("候选方未说明技术领域");
  if (wanted !== null && offered !== null && candidate.kind !== "expert") return unknown("双方都未说明技术领域");
  if (wanted === null && offered === null) return nearest(need.fields, candidate.fields);
  const near = expected(need, wanted, candidate, offered);
  const value = drawn(near, wanted !== null && offered !== null ? trust ** 2 : trust);
  const said = near >= undecided ? "与对方相近，推测的相近只计一部分" : "与对方不同，推测的不同不全扣分";
  const reason = [...inWords("需求", wanted), ...inWords("候选方", offered), said].join("；");
  return { value, reason, guessed: true };
}

/** A guess clear enough to be told; none where a field is declared, which always wins. */
function guessOf({ fields, fieldGuess }: MatchProfile): FieldGuess | null {
  return fields.length === 0 && fieldGuess !== null && isClear(fieldGuess) ? fieldGuess : null;
}

function inWords(who: string, guess: FieldGuess | null): string[] {
  if (guess === null) return [];
  const { name, chance } = likeliest(guess.fields, 1)[0]!;
  return [`${who}未说明，按文本推测领域为“${name}”（可能性 ${Math.round(chance * 100)}%）`];
}

function drawn(value: number, by: number): number {
  return undecided + by * (value - undecided);
}

/** Σ chance · nearness. A guess stands at the level declared on the other side, at most the second; two guesses at the first. */
function expected(
  { fields: wanted }: MatchProfile,
  ofNeed: FieldGuess | null,
  { fields: offered }: MatchProfile,
  ofCandidate: FieldGuess | null,
): number {
  if (ofNeed !== null && ofCandidate !== null)
    return ofNeed.fields.chances.reduce((sum, chance, at) => sum + chance * ofCandidate.fields.chances[at]!, 0);
  const [declared, guess] = ofNeed === null ? [wanted, ofCandidate!] : [offered, ofNeed];
  return Math.max(...declared.map((code) => expectedNearness(code, code.length > 2 ? guess.groups : guess.fields)));
}

function expectedNearness(code: string, { items, chances }: CodeChances): number {
  return items.reduce((sum, item, index) => sum + chances[index]! * nearness(code, item.code).value, 0);
}

function nearest(wanted: readonly string[], offered: readonly string[]): Signal {
  let best = { value: 0, reason: "技术领域不同" };
  for (const a of wanted) {
    for (const b of offered) {
      const near = nearness(a, b);
      if (near.value > best.value) best = near;
    }
  }
  return best;
}

function nearness(a: string, b: string): { value: number; reason: string } {
  if (a === b) return { value: 1, reason: "技术领域相同" };
  for (const { digits, value, reason } of levels) {
    // A field declared only at its first level says nothing against a finer one below it.
    const shared = Math.min(digits, a.length, b.length);
    if (shared === digits && a.slice(0, digits) === b.slice(0, digits)) return { value, reason };
  }
  return { value: 0, reason: "技术领域不同" };
}
