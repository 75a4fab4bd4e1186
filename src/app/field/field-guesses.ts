import type { FieldGuess } from "../../domain/field/field-guess.ts";
import { type FieldModel, type FieldSeed, learnFields } from "../../domain/field/field-model.ts";
import type { GuessField } from "../../domain/matching/profile.ts";
import { rankedText } from "../../domain/matching/project-record.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { CodeList } from "../../domain/taxonomy/code-list.ts";
import { contentHash } from "../record/content-hash.ts";

/** Guesses kept: a list asks for some 200 at a time, and mostly for the same. Less than 1 KB each. */
const mostKept = 50_000;

/** What this process knows of fields, and what it has guessed. */
export interface FieldGuesses {
  /** Names what was learnt: lists made under another version are out of date. */
  readonly version: string;
  /** The guess from a record's text, whether or not it declares a field. */
  readonly guess: GuessField;
  ofText(text: string): FieldGuess | null;
  /** Learns anew from the records among these that declare a field, whatever their order.
   * @returns whether anything changed */
  learn(records: readonly AnyRecord[]): boolean;
}

/** A guesser that knows the seeds alone until it learns. */
export function createFieldGuesses(codes: CodeList, seeds: readonly FieldSeed[]): FieldGuesses {
  const seedHash = contentHash({ codes: codes.items(), seeds });
  const kept = new Map<string, FieldGuess | null>();
  let version = versionOf(seedHash, []);
  // Learning takes a second, and many a command never asks.
  let model: FieldModel | null = null;
  const known = (): FieldModel => (model ??= learnFields(codes, seeds, []));
  const learn = (records: readonly AnyRecord[]): boolean => {
    const declared = records.filter((record) => declaredFields(record).length > 0).sort(byKindAndId);
    const learnt = versionOf(seedHash, declared);
    if (learnt === version) {
      known();
      return false;
    }
    const examples = declared.flatMap((record) => {
      const text = textOf(record);
      return declaredFields(record).map((code) => ({ code, text }));
    });
    model = learnFields(codes, seeds, examples);
    version = learnt;
    kept.clear();
    return true;
  };
  return {
    get version() {
      return version;
    },
    guess(record) {
      // By its words, not by its id: what a reader may not see of a record must not speak through a guess made for another reader.
      const text = textOf(record);
      const key = contentHash(text);
      let guess = kept.get(key);
      if (guess === undefined) {
        guess = known().guess(text);
        if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
        kept.set(key, guess);
      }
      return guess;
    },
    ofText: (text) => known().guess(text),
    learn,
  };
}

/** Names a model by what it is learnt from. */
function versionOf(seedHash: string, declared: readonly { kind: string; id: string; version: number }[]): string {
  return contentHash([seedHash, declared.map(({ kind, id, version }) => `${kind} ${id} ${version}`)]).slice(0, 16);
}

function byKindAndId(a: AnyRecord, b: AnyRecord): number {
  const [left, right] = [a, b].map(({ kind, id }) => `${kind} ${id}`) as [string, string];
  return left < right ? -1 : Number(left > right);
}

/** Codes of the fields a record declares; empty = none. */
export function declaredFields({ kind, content }: AnyRecord): readonly string[] {
  if (kind === "expert") return content.fields;
  return content.field === null ? [] : [content.field];
}

function textOf({ kind, content }: AnyRecord): string {
  return Object.values(rankedText(kind, content)).flat().join("\n");
}
