import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { z } from "zod";
import { timeOrderedIds } from "./time-ordered-id.ts";

it("grows with time and within a millisecond, also when the clock goes back, and is a UUID", () => {
  let time = 1_790_000_000_000;
  const newId = timeOrderedIds(() => time, randomBytes);
  const ids: string[] = [];
  for (let n = 0; n < 12_000; n += 1) {
    if (n % 5_000 === 4_999) time += 1;
    if (n === 11_000) time -= 50;
    ids.push(newId());
  }
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => z.uuidv7().safeParse(id).success)).toBe(true);
});
