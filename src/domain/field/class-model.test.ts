import { describe, expect, it } from "vitest";
import { chancesOf, trainClasses } from "./class-model.ts";

const once = (terms: readonly string[]) => new Map(terms.map((term) => [term, 1]));
const seeds = [
  { of: 0, features: once(["废水", "污泥"]), weight: 1 },
  { of: 1, features: once(["电池", "电极"]), weight: 1 },
];
const chances = (model: ReturnType<typeof trainClasses>, features: readonly string[]) =>
  chancesOf(model.evidence(once(features))!, [0, 1]);

describe("trainClasses", () => {
  it("knows the seeds' words before any example, and nothing of a text without a known word", () => {
    const model = trainClasses(2, seeds, []);
    expect(chances(model, ["废水", "处理"])[0]).toBeGreaterThan(0.6);
    expect(chances(model, ["电极"])[1]).toBeGreaterThan(0.6);
    expect(model.evidence(once(["处理"]))).toBeNull();
    expect(model.evidence(once([]))).toBeNull();
  });

  it("learns from examples what no seed says", () => {
    const taught = trainClasses(2, seeds, [
      ...Array.from({ length: 6 }, () => ({ of: 1, features: once(["涂布", "浆料"]) })),
      ...Array.from({ length: 6 }, () => ({ of: 0, features: once(["曝气", "浆料"]) })),
    ]);
    const [told, shared] = [chances(taught, ["涂布"])[1]!, chances(taught, ["浆料"])[1]!];
    expect(told).toBeGreaterThan(0.6);
    expect(shared).toBeCloseTo(0.5, 2);
  });

  it("does not favour the class with the longer list of seeds", () => {
    const long = [...seeds, { of: 0, features: once(["沉淀", "絮凝", "反渗透", "膜池", "曝气", "回用"]), weight: 1 }];
    const model = trainClasses(2, long, []);
    expect(chances(model, ["废水", "电池"])[0]).toBeCloseTo(0.5, 9);
  });

  it("leans to the class of more examples where the words say nothing", () => {
    const examples = Array.from({ length: 20 }, (_, at) => ({ of: at < 18 ? 0 : 1, features: once(["共同"]) }));
    expect(chances(trainClasses(2, seeds, examples), ["废水", "电池"])[0]).toBeGreaterThan(0.6);
  });
});

describe("chancesOf", () => {
  it("sums to 1 over the classes asked for, however far apart the evidence lies", () => {
    const evidence = Float64Array.from([-900, 800, 799, 3]);
    const some = chancesOf(evidence, [1, 2]);
    expect(some[0]! + some[1]!).toBeCloseTo(1, 12);
    expect(some[0]! / some[1]!).toBeCloseTo(Math.E, 9);
    expect(chancesOf(evidence, [0])).toEqual([1]);
  });
});
