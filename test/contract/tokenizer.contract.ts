import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { WordCutter } from "../../src/search/tokenizer/word-cutter.ts";

export const hanRuns = readFileSync(new URL("../fixtures/text/han-runs.txt", import.meta.url), "utf8")
  .trim()
  .split("\n");

/** What every WordCutter with a dictionary keeps to. */
export function tokenizerContract(name: string, load: () => Promise<WordCutter>) {
  describe(`WordCutter ${name}`, () => {
    let cutter: WordCutter;
    beforeAll(async () => {
      cutter = await load();
    });

    it("says who it is and which words it knows", () => {
      expect(cutter.name).toBe(name);
      expect(cutter.version).toMatch(/^\d+\.\d+\.\d+/);
      expect(cutter.dictionaryHash).toMatch(/^[0-9a-f]{16}$/);
    });

    it("gives words that join up to the run", () => {
      for (const run of hanRuns) expect(cutter.cut(run).join("")).toBe(run);
    });

    it("cuts the same run the same way, alone or among others", () => {
      const words = (text: string) => cutter.cut(text).filter((word) => word !== "\n");
      expect(words(hanRuns.join("\n"))).toEqual(hanRuns.flatMap((run) => cutter.cut(run)));
    });

    it("knows our terms", () => {
      expect(cutter.cut("推行揭榜挂帅和众创空间")).toEqual(["推行", "揭榜挂帅", "和", "众创空间"]);
      expect(cutter.cut("脱水泥饼")).toEqual(["脱水", "泥饼"]);
      expect(cutter.cut("非遗传承")).toEqual(["非遗", "传承"]);
    });

    it("accepts any text", () => {
      expect(cutter.cut("")).toEqual([]);
      expect(cutter.cut("𠮷野家").join("")).toBe("𠮷野家");
      const long = "技术需求".repeat(25_000);
      expect(cutter.cut(long).join("")).toBe(long);
    });
  });
}
