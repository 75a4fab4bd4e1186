import { cooperationMeanings, cooperationModes } from "../../domain/taxonomy/cooperation-mode.ts";

/** The ways to work together to tick: every mode, and what the need already says. A mode it says in other words
 * (转让, 共建平台) stands there in these words only. */
export function modesOffered(held: readonly string[]): string[] {
  const meant = cooperationMeanings(held);
  const names = cooperationModes.filter(({ code, name }) => held.includes(name) || !meant.has(code));
  return [...new Set([...names.map(({ name }) => name), ...held])];
}
