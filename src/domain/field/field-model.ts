import { isContentTerm } from "../../text/content-term.ts";
import { termCounts } from "../../text/tokens.ts";
import type { CodeList } from "../taxonomy/code-list.ts";
import { type ClassModel, chancesOf, type Features, trainClasses } from "./class-model.ts";
import type { FieldGuess } from "./field-guess.ts";

/** Words of a field: its name, words typical of it. */
export interface FieldSeed {
  /** Code of any level. */
  code: string;
  text: string;
  /** > 0. */
  weight: number;
}

/** A text whose author declared its field. */
export interface FieldExample {
  /** Code of any level. */
  code: string;
  text: string;
}

/** Guesses the high-tech field of a text. */
export interface FieldModel {
  /** null where the text has no word the model knows. */
  guess(text: string): FieldGuess | null;
}

/** Levels that are guessed: the eight fields, and the second level below each. */
type Level = 0 | 1;

/** Learns fields from seeds and from declared texts: the field first, then the second level within it. Codes that the list does not
 * have are left out. Deterministic. */
export function learnFields(
  codes: CodeList,
  seeds: readonly FieldSeed[],
  examples: readonly FieldExample[],
): FieldModel {
  const fields = codes.roots();
  const groups = fields.flatMap(({ code }) => codes.children(code));
  const [fieldNames, groupNames] = [fields, groups].map((items) => items.map(({ code, name }) => ({ code, name })));
  const levels = [fields, groups].map((items) => new Map(items.map(({ code }, index) => [code, index])));
  const seeded = seeds.map((seed) => ({ ...seed, features: featuresOf(seed.text) }));
  const declared = examples.map((example) => ({ ...example, features: featuresOf(example.text) }));
  const train = (level: Level): ClassModel => {
    const classed = <T extends { code: string }>(items: readonly T[]) =>
      items.flatMap((item) => {
        const of = levels[level]!.get(codes.path(item.code)[level] ?? "");
        return of === undefined ? [] : [{ ...item, of }];
      });
    return trainClasses(levels[level]!.size, classed(seeded), classed(declared));
  };
  const [fieldModel, groupModel] = [train(0), train(1)];
  const below = fields.map(({ code }) => codes.children(code).map((child) => levels[1]!.get(child.code)!));
  const all = fields.map((_, index) => index);

  return {
    guess(text) {
      // Other terms need no weeding out: no model knows them.
      const features = termsOf(text);
      const evidence = fieldModel.evidence(features);
      if (evidence === null) return null;
      const fieldChances = Float64Array.from(chancesOf(evidence, all));
      const groupEvidence = groupModel.evidence(features) ?? new Float64Array(groups.length);
      const groupChances = new Float64Array(groups.length);
      for (const [field, own] of below.entries()) {
        const within = chancesOf(groupEvidence, own);
        for (const [at, group] of own.entries()) groupChances[group] = fieldChances[field]! * within[at]!;
      }
      return {
        fields: { items: fieldNames!, chances: fieldChances },
        groups: { items: groupNames!, chances: groupChances },
      };
    },
  };
}

const noWords = { name: "none", version: "", dictionaryHash: "", cut: () => [] };

/** Pairs of Chinese characters and Latin words, each counting 1 + ln n. */
function featuresOf(text: string): Features {
  return new Map([...termsOf(text)].filter(([term]) => isContentTerm(term)));
}

function termsOf(text: string): Features {
  const { terms } = termCounts(text, noWords);
  for (const [term, count] of terms) if (count > 1) terms.set(term, 1 + Math.log(count));
  return terms;
}
