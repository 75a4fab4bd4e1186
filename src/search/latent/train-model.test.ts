import { describe, expect, it } from "vitest";
import { embedFeatures, embedQuery, type SmallVector } from "./embed.ts";
import { featureOf, featureSlots, packFeatures } from "./features.ts";
import { type LatentModel, leastItems, type TrainingSet, trainModel } from "./train-model.ts";

/** Topics of ten pairs each; an item takes six pairs of one topic. Two pairs of a topic need never stand in one item to mean the same. */
const topics = 240;
const pairsPerTopic = 10;

function pairOf(topic: number, index: number): string {
  return String.fromCharCode(0x4e00 + topic * 12 + index, 0x5e00 + topic * 12 + index);
}

function item(topic: number, seed: number): Map<string, number> {
  return new Map(
    Array.from({ length: 6 }, (_, at) => [pairOf(topic, (seed * 3 + at * (1 + (seed % 3))) % pairsPerTopic), 1]),
  );
}

function setOf(items: readonly Map<string, number>[]): TrainingSet {
  const packed = items.map(packFeatures);
  const offsets = new Uint32Array(packed.length + 1);
  packed.forEach((features, at) => {
    offsets[at + 1] = offsets[at]! + features.length;
  });
  const features = new Uint32Array(offsets.at(-1)!);
  packed.forEach((each, at) => {
    features.set(each, offsets[at]!);
  });
  return { offsets, features };
}

const items = Array.from({ length: leastItems + 1400 }, (_, at) => item(at % topics, Math.floor(at / topics)));

function cosine(a: SmallVector, b: SmallVector): number {
  return a.values.reduce((sum, value, at) => sum + value * b.values[at]!, 0) * a.scale * b.scale;
}

const train = () => trainModel(setOf(items)) as LatentModel;

describe("trainModel", () => {
  it("finds texts of one topic near that share no word, and those of two topics far", () => {
    const model = train();
    const half = (topic: number, from: number) =>
      embedQuery(model, new Map(Array.from({ length: 3 }, (_, at) => [pairOf(topic, from + at), 1])));
    for (const topic of [0, 7, 31]) {
      expect(cosine(half(topic, 0), half(topic, 5))).toBeGreaterThan(0.8);
      expect(Math.abs(cosine(half(topic, 0), half(topic + 1, 0)))).toBeLessThan(0.2);
    }
  });

  it("learns the same from the same, to the last bit", () => {
    const [a, b] = [train(), train()];
    expect(b.projection).toEqual(a.projection);
    expect(b.rarity).toEqual(a.rarity);
  });

  it("learns nothing from few items", () => {
    expect(trainModel(setOf(items.slice(0, leastItems - 1)))).toBeNull();
  });
});

describe("embedFeatures", () => {
  it("has length 1 within its 8 bits, and none for words the model does not know", () => {
    const model = train();
    const known = embedFeatures(model, packFeatures(items[0]!));
    expect(cosine(known, known)).toBeCloseTo(1, 6);
    expect(embedFeatures(model, packFeatures(new Map([["龘龘", 1]]))).scale).toBe(0);
    expect(embedFeatures(model, new Uint32Array()).scale).toBe(0);
  });
});

describe("packFeatures", () => {
  it("keeps pairs and Latin words, and leaves out characters, figures and dictionary words", () => {
    const packed = packFeatures(
      new Map([
        ["碳", 1],
        ["碳纤", 2],
        ["\u0001碳纤维", 1],
        ["304l", 1],
        ["0.5", 1],
        ["pvdf", 3],
      ]),
    );
    const expected = [2 * featureSlots + featureOf("碳纤"), 3 * featureSlots + featureOf("pvdf")];
    expect([...packed].sort()).toEqual(expected.sort());
  });

  it("counts up to what its bits hold", () => {
    expect([...packFeatures(new Map([["碳纤", 1e6]]))]).toEqual([1023 * featureSlots + featureOf("碳纤")]);
  });
});
