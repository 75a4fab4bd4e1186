import { describe, expect, it } from "vitest";
import { scanJson } from "./scan-json.ts";

const sound = ["{}", "[]", ' {"a":[1,-2.5e3,"x\\u4e00",true,null,{}]} ', '"中文"', "0", "[[],[[]]]"];
const broken = [
  "",
  "{",
  "[1,]",
  '{"a":}',
  '{"a" 1}',
  '{"a":1,}',
  "[1 2]",
  "01",
  "nul",
  '"a',
  "{}x",
  '["\u0000"]',
  "]",
  "{]}",
];

describe("scanJson", () => {
  it("agrees with JSON.parse on sound and broken texts", () => {
    for (const text of sound) expect([text, scanJson(text, 32)]).toEqual([text, null]);
    for (const text of broken) {
      expect(() => JSON.parse(text)).toThrow();
      expect([text, scanJson(text, 32)?.kind]).toEqual([text, "syntax"]);
    }
  });

  it("says line and column of the first error", () => {
    expect(scanJson('{\n  "title": "甲",\n  "budget": ,\n}', 32)).toEqual({ kind: "syntax", line: 3, column: 13 });
  });

  it("stops at hostile nesting", () => {
    expect(scanJson("[".repeat(5_000) + "]".repeat(5_000), 32)).toEqual({ kind: "depth", line: 1, column: 33 });
    expect(scanJson('{"a":'.repeat(5_000), 32)?.kind).toBe("depth");
  });

  it("does not overflow the stack on a long string", () => {
    expect(scanJson(JSON.stringify("字".repeat(400_000)), 32)).toBeNull();
  });
});
