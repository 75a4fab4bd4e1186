import { describe, expect, it } from "vitest";
import { countWaiting, nextStep, tellStep } from "./watch-list.ts";

describe("nextStep", () => {
  it("leaves nothing behind, however often somebody looks at a quiet list", async () => {
    for (let look = 0; look < 1_000; look += 1) await nextStep("quiet", Promise.resolve());
    expect(countWaiting()).toBe(0);
  });

  it("is told of the step of its list, all who wait and nobody else", async () => {
    const never = new Promise<void>(() => {});
    const both = Promise.all([nextStep("a", never), nextStep("a", never)]);
    let other = false;
    void nextStep("b", never).then(() => {
      other = true;
    });
    tellStep("a");
    await both;
    expect([other, countWaiting()]).toEqual([false, 1]);
    tellStep("b");
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([other, countWaiting()]).toEqual([true, 0]);
  });
});
