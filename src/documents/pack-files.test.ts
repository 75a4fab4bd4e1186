import { strFromU8, strToU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import { packFiles } from "./pack-files.ts";

const at = new Date(Date.UTC(2026, 2, 2, 1, 30));

it("holds each file with its parts in order, the empty one too", async () => {
  const long = "长文本。".repeat(100_000);
  const bytes = await packFiles(
    [
      ["a.xml", [strToU8("<a>"), strToU8(long), strToU8("</a>")]],
      ["folder/空.txt", []],
    ],
    at,
  );
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toEqual(["a.xml", "folder/空.txt"]);
  expect(strFromU8(files["a.xml"]!)).toBe(`<a>${long}</a>`);
  expect(files["folder/空.txt"]).toHaveLength(0);
  expect(bytes.length).toBeLessThan(10_000);
});
