import { describe, expect, it } from "vitest";
import { createUseCounter } from "./use-counter.ts";

describe("a use counter", () => {
  it("lets the limit through within any window, not per calendar minute", () => {
    const uses = createUseCounter();
    const use = (now: number) => uses.use("k", 3, 60_000, now).allowed;
    expect([50_000, 55_000, 59_000, 61_000, 109_999].map(use)).toEqual([true, true, true, false, false]);
    expect([110_000, 114_999, 115_000].map(use)).toEqual([true, false, true]);
  });

  it("does not count what it refused, and says when the next use is free", () => {
    const uses = createUseCounter();
    for (const now of [0, 10]) uses.use("k", 2, 1_000, now);
    for (let now = 20; now < 1_000; now += 20) {
      expect(uses.use("k", 2, 1_000, now)).toEqual({ allowed: false, used: 2, freeAt: 1_000 });
    }
    expect(uses.use("k", 2, 1_000, 1_000).allowed).toBe(true);
  });

  it("keeps callers apart and remembers a bounded number of them", () => {
    const uses = createUseCounter(100);
    for (let n = 0; n < 1_000; n += 1) expect(uses.use(`k${n}`, 1, 1_000, 0).allowed).toBe(true);
    expect(uses.size()).toBe(100);
    expect(uses.use("k999", 1, 1_000, 1).allowed).toBe(false);
    expect(uses.use("k0", 1, 1_000, 1).allowed).toBe(true);
  });
});
