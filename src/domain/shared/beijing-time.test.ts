import { expect, it } from "vitest";
import { beijingDay, beijingMinute, beijingYear } from "./beijing-time.ts";

it("tells day and year by Beijing's clock, in whatever zone the server stands", () => {
  const [before, after] = [new Date("2026-12-31T15:59:59Z"), new Date("2026-12-31T16:00:00Z")];
  expect([beijingYear(before), beijingYear(after)]).toEqual([2026, 2027]);
  expect([beijingDay(before), beijingDay(after)]).toEqual(["2026-12-31", "2027-01-01"]);
  expect(beijingMinute(after)).toBe("2027-01-01T00:00");
});
