import { expect, it } from "vitest";
import { moveRow, readRowMove } from "./indicator-moves.ts";

it("moves and removes rows, and leaves them where there is no place to go", () => {
  const rows = ["a", "b", "c"];
  expect(moveRow(rows, { move: "up", row: 1 })).toEqual(["b", "a", "c"]);
  expect(moveRow(rows, { move: "down", row: 1 })).toEqual(["a", "c", "b"]);
  expect(moveRow(rows, { move: "remove", row: 0 })).toEqual(["b", "c"]);
  for (const nowhere of [
    { move: "up", row: 0 },
    { move: "down", row: 2 },
    { move: "up", row: 9 },
  ] as const)
    expect(moveRow(rows, nowhere)).toEqual(rows);
});

it("reads what a button says and nothing else", () => {
  expect(readRowMove("indicator:down:12")).toEqual({ move: "down", row: 12 });
  for (const other of ["", "check", "indicator:up:-1", "indicator:up:100", "indicator:eat:1"])
    expect(readRowMove(other)).toBe(null);
});
