import { describe, expect, it } from "vitest";
import { averageOf, meansOf, measureRun } from "./metrics.ts";

const judged = (grades: Record<string, number>) => new Map([["q", new Map(Object.entries(grades))]]);
const listed = (...ids: string[]) => new Map([["q", ids.map((id, index) => ({ id, score: 1 - index / 1000 }))]]);
const measure = (ids: string[], grades: Record<string, number>, successGrade = 1) =>
  measureRun(listed(...ids), judged(grades), successGrade).get("q")!;
const fillers = (count: number) => Array.from({ length: count }, (_, n) => `x${n}`);

describe("measureRun", () => {
  it("gives 1 to the ideal order", () => {
    expect(measure(["a", "b", "c"], { a: 3, b: 2, c: 1, d: 0 }, 3)).toEqual({
      ndcg10: 1,
      mrr10: 1,
      recall50: 1,
      success5: 1,
      places: { a: 1, b: 2, c: 3 },
    });
  });

  it("discounts by place and weighs by grade", () => {
    // (1/log2 3 + 7/log2 4) / (7/log2 2 + 1/log2 3)
    const { ndcg10, mrr10 } = measure(["x", "b", "a"], { a: 3, b: 1 });
    expect(ndcg10).toBeCloseTo((1 / Math.log2(3) + 7 / 2) / (7 + 1 / Math.log2(3)), 12);
    expect(mrr10).toBe(0.5);
  });

  it("looks ten places deep for nDCG and MRR, fifty for recall, five for success", () => {
    expect(measure([...fillers(9), "a"], { a: 1 }).mrr10).toBeCloseTo(0.1, 12);
    expect(measure([...fillers(10), "a"], { a: 1 })).toMatchObject({ ndcg10: 0, mrr10: 0, recall50: 1, success5: 0 });
    expect(measure([...fillers(49), "a", "b"], { a: 1, b: 1 }).recall50).toBe(0.5);
    expect(measure([...fillers(4), "a"], { a: 1 }).success5).toBe(1);
    expect(measure([...fillers(5), "a"], { a: 1 }).success5).toBe(0);
  });

  it("needs the success grade for a success, and knows none where no candidate has it", () => {
    expect(measure(["b", "a"], { a: 3, b: 2 }, 3).success5).toBe(1);
    expect(measure(["b"], { a: 3, b: 2 }, 3).success5).toBe(0);
    expect(measure(["b"], { b: 2 }, 3).success5).toBeNull();
  });

  it("takes a judged query that was not ranked as 0, and leaves out one that was not judged", () => {
    const measured = measureRun(new Map([["other", [{ id: "a", score: 1 }]]]), judged({ a: 1 }), 1);
    expect([...measured]).toEqual([["q", { ndcg10: 0, mrr10: 0, recall50: 0, success5: 0, places: {} }]]);
  });

  it("counts 0 where nothing is useful", () => {
    expect(measure(["a"], { a: 0 })).toMatchObject({ ndcg10: 0, mrr10: 0, recall50: 0, success5: null });
  });
});

describe("meansOf", () => {
  it("leaves queries without a possible success out of Success@5 only", () => {
    const queries = [measure(["a"], { a: 3 }, 3), measure(["x"], { a: 2 }, 3)];
    expect(meansOf(queries)).toEqual({ ndcg10: 0.5, mrr10: 0.5, recall50: 0.5, success5: 1 });
  });
});

describe("averageOf", () => {
  it("takes each query's mean over the tasks that measure it", () => {
    const [good, bad] = [measure(["a"], { a: 1 }), measure(["x"], { a: 1 })];
    const averaged = averageOf([
      new Map([
        ["q", good],
        ["only", good],
      ]),
      new Map([["q", bad]]),
    ]);
    expect(averaged.get("q")).toMatchObject({ ndcg10: 0.5, success5: 0.5 });
    expect(averaged.get("only")).toMatchObject({ ndcg10: 1 });
  });
});
