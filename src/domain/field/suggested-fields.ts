import { type FieldChance, type FieldGuess, likeliest } from "./field-guess.ts";

/** Least chance at which a field is told, at which its second level is, and at which the runner-up is told too. Above the first
 * two at least three of four were right, wherever the words were learnt (docs/matching.md#fields). */
const least = { field: 0.45, group: 0.5, runnerUp: 0.2 };

/** Whether a guess is sure enough to be told, and to count. */
export function isClear({ fields }: FieldGuess): boolean {
  return Math.max(...fields.chances) >= least.field;
}

/** What to tell of a guess: the likeliest field, at its second level where that is clear enough, and perhaps the runner-up.
 * @returns none to two, the likeliest first; none where the guess is too unsure to be told */
export function suggestedFields(guess: FieldGuess | null): FieldChance[] {
  if (guess === null || !isClear(guess)) return [];
  const [best, runnerUp] = likeliest(guess.fields, 2) as [FieldChance, FieldChance?];
  const [group] = likeliest(guess.groups, 1);
  const finer = group !== undefined && group.chance >= least.group && group.code.startsWith(best.code);
  const second = runnerUp !== undefined && runnerUp.chance >= least.runnerUp ? [runnerUp] : [];
  return [finer ? group : best, ...second];
}
