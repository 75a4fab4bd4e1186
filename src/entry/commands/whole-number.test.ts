import { InvalidArgumentError } from "commander";
import { describe, expect, it } from "vitest";
import { wholeNumber } from "./whole-number.ts";

const read = wholeNumber(1, 100);

describe("wholeNumber", () => {
  it.each([
    ["1", 1],
    ["100", 100],
    ["007", 7],
  ])("reads %s", (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each(["0", "101", "-5", "2.5", "ten", "", " ", "NaN", "Infinity", "1,0"])(
    "refuses %j, naming the bounds",
    (text) => {
      expect(() => read(text)).toThrow(InvalidArgumentError);
      expect(() => read(text)).toThrow("1 到 100");
    },
  );
});
