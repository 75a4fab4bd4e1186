import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type FieldGuess, likeliest } from "../../src/domain/field/field-guess.ts";
import { type FieldExample, type FieldSeed, learnFields } from "../../src/domain/field/field-model.ts";
import { suggestedFields } from "../../src/domain/field/suggested-fields.ts";
import { rankedText } from "../../src/domain/matching/project-record.ts";
import type { CodeList } from "../../src/domain/taxonomy/code-list.ts";
import { loadCodeLists } from "../../src/entry/load-code-lists.ts";
import { loadFieldSeeds } from "../../src/entry/load-field-seeds.ts";
import { projectRoot } from "../../src/entry/project-root.ts";
import { readRecordsFile } from "../../src/entry/read-records-file.ts";

const directory = join(projectRoot, "data/sample");

/** A sample record with its declared field and the second level a reader gave it. */
interface Labelled extends FieldExample {
  id: string;
  group: string;
}

interface Guessed {
  record: Labelled;
  guess: FieldGuess;
}

let fields: CodeList;
let seeds: FieldSeed[];
let records: Labelled[];
/** The need that a record is judged useful for, or itself: records of one topic. */
let topics: Map<string, string>;

beforeAll(async () => {
  fields = (await loadCodeLists()).field;
  seeds = await loadFieldSeeds(fields);
  const groups = new Map((await rowsOf("field-groups.tsv")).map(([id, group]) => [id!, group!]));
  records = [
    ...(await labelled("need", "技术需求.xlsx", groups)),
    ...(await labelled("achievement", "科技成果.xlsx", groups)),
  ];
  topics = new Map();
  for (const [need, candidate, grade] of await rowsOf("judgements.tsv")) {
    topics.set(need!, need!);
    if (Number(grade) > 0 && !topics.has(candidate!)) topics.set(candidate!, need!);
  }
});

async function rowsOf(file: string): Promise<string[][]> {
  const lines = (await readFile(join(directory, file), "utf8")).trim().split("\n");
  return lines.map((line) => line.split("\t"));
}

async function labelled(kind: "need" | "achievement", file: string, groups: ReadonlyMap<string, string>) {
  const { table } = await readRecordsFile(join(directory, file), kind);
  return table.inputs.map(({ number, content }): Labelled => {
    const text = Object.values(rankedText(kind, content as never))
      .flat()
      .join("\n");
    return { id: number!, code: (content as { field: string }).field, group: groups.get(number!)!, text };
  });
}

/** Guesses every record of each part from a model that learnt the others. */
function guessApart(parts: readonly Labelled[][], known: (part: readonly Labelled[]) => Labelled[]): Guessed[] {
  return parts.flatMap((part) => {
    const model = learnFields(fields, seeds, known(part));
    return part.map((record) => ({ record, guess: model.guess(record.text)! }));
  });
}

const without = (part: readonly Labelled[]) => records.filter((record) => !part.includes(record));
const tenths = () => Array.from({ length: 10 }, (_, tenth) => records.filter((_, at) => at % 10 === tenth));
const byTopic = () => {
  const names = [...new Set(topics.values())];
  return names.map((topic) => records.filter(({ id }) => topics.get(id) === topic));
};

function measure(guessed: readonly Guessed[]) {
  const share = (right: (one: Guessed) => boolean, of = guessed) => of.filter(right).length / of.length;
  const among = (most: number) => (one: Guessed) =>
    likeliest(one.guess.fields, most).some(({ code }) => code === one.record.code);
  const groupAmong = (most: number) => (one: Guessed) =>
    likeliest(one.guess.groups, most).some(({ code }) => code === one.record.group);
  const told = guessed.filter(({ guess }) => suggestedFields(guess).length > 0);
  const finer = told.filter(({ guess }) => suggestedFields(guess)[0]!.code.length === 3);
  return {
    first: share(among(1)),
    firstTwo: share(among(2)),
    group: share(groupAmong(1)),
    groupTwo: share(groupAmong(2)),
    silent: 1 - told.length / guessed.length,
    toldRight: share(({ record, guess }) => record.code.startsWith(suggestedFields(guess)[0]!.code.slice(0, 2)), told),
    finer: finer.length / guessed.length,
    finerRight: share(({ record, guess }) => record.group === suggestedFields(guess)[0]!.code, finer),
  };
}

describe("guessing the field of the sample's records", () => {
  it("has a second level below the declared field for each of them", () => {
    expect(records).toHaveLength(151);
    for (const { id, code, group } of records) expect(fields.path(group), id).toEqual([code, group]);
  });

  it("is right from the seeds alone", () => {
    const found = measure(guessApart([records], () => []));
    expect(found.first).toBeGreaterThanOrEqual(0.67);
    expect(found.firstTwo).toBeGreaterThanOrEqual(0.8);
    expect(found.group).toBeGreaterThanOrEqual(0.42);
    expect(found.toldRight).toBeGreaterThanOrEqual(0.75);
    expect(found.finerRight).toBeGreaterThanOrEqual(0.75);
    expect(found.silent).toBeLessThanOrEqual(0.57);
  });

  it("is right with records of the same topics known", () => {
    const found = measure(guessApart(tenths(), without));
    expect(found.first).toBeGreaterThanOrEqual(0.8);
    expect(found.firstTwo).toBeGreaterThanOrEqual(0.89);
    expect(found.group).toBeGreaterThanOrEqual(0.52);
    expect(found.toldRight).toBeGreaterThanOrEqual(0.84);
    expect(found.finerRight).toBeGreaterThanOrEqual(0.75);
    expect(found.silent).toBeLessThanOrEqual(0.22);
  });

  it("is right on topics of which nothing is known", () => {
    const found = measure(guessApart(byTopic(), without));
    expect(found.first).toBeGreaterThanOrEqual(0.6);
    expect(found.firstTwo).toBeGreaterThanOrEqual(0.76);
    expect(found.toldRight).toBeGreaterThanOrEqual(0.73);
    expect(found.finerRight).toBeGreaterThanOrEqual(0.75);
  });
});
