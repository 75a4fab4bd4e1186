import { describe, expect, it } from "vitest";
import { hitCount, snippet } from "./snippet.ts";

const plain = (text: string) => ({ text, hit: false });
const hit = (text: string) => ({ text, hit: true });
const joined = (segments: readonly { text: string }[]) => segments.map(({ text }) => text).join("");

describe("snippet", () => {
  it("keeps a short text whole", () => {
    const segments = [plain("盐雾试验后"), hit("涂层"), plain("起泡")];
    expect(snippet(segments, 80)).toEqual(segments);
  });

  it("opens a window around the hit", () => {
    const shown = snippet([plain("前".repeat(500)), hit("涂层"), plain("后".repeat(500))], 40);
    expect(joined(shown)).toMatch(/^…前+涂层后+…$/);
    expect(joined(shown)).toHaveLength(42);
    expect(hitCount(shown)).toBe(1);
  });

  it("starts at the beginning of a text without a hit", () => {
    expect(joined(snippet([plain("甲".repeat(100))], 10))).toBe(`${"甲".repeat(10)}…`);
  });
});
