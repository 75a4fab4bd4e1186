import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardCell, unguardCell } from "./csv-guard.ts";
import { readTable } from "./read-workbook.ts";
import { writeCsv } from "./write-csv.ts";

const leading = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'", "''", " ", '"', ",", "a", "中", ""];
const cell = fc
  .tuple(fc.constantFrom(...leading), fc.constantFrom(...leading), fc.string({ unit: "grapheme", maxLength: 12 }))
  .map((parts) => parts.join("").replaceAll("\r\n", "\n"));

describe("guardCell", () => {
  it.each(["=1+1", "+86", "-5", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "'=1", "''=1"])(
    "puts a quote before %j and takes it back",
    (text) => {
      expect(guardCell(text)).toBe(`'${text}`);
      expect(unguardCell(guardCell(text))).toBe(text);
    },
  );

  it.each(["", "a=1", "'a", "'", "中文", " =1"])("leaves %j alone", (text) => {
    expect(guardCell(text)).toBe(text);
    expect(unguardCell(text)).toBe(text);
  });
});

describe("writeCsv", () => {
  it("never begins a cell with a character that starts a formula", () => {
    fc.assert(
      fc.property(cell, (text) => {
        const [, field = ""] = new TextDecoder()
          .decode(writeCsv([["a", text]]))
          .trimEnd()
          .split("a,");
        expect(/^"?[=+\-@\t\r＝＋－＠]/.test(field)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("is read back unchanged, whatever a cell begins with", () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), (texts) => {
        const [, row] = readTable(
          writeCsv([
            ["头", ...texts.map(() => "头")],
            ["x", ...texts],
          ]),
          { fileName: "a.csv" },
        ).sheets[0]!.rows;
        const found = texts.map((_, index) => row!.cells[index + 1]?.text ?? "");
        expect(found).toEqual(texts.map((text) => (text.trim() === "" ? "" : text)));
      }),
      { numRuns: 500 },
    );
  });
});
