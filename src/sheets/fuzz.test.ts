import fc from "fast-check";
import { unzipSync, zipSync } from "fflate";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { AppError } from "../domain/shared/errors.ts";
import { parseTable } from "./parse-rows.ts";
import { readTable } from "./read-workbook.ts";
import { buildTemplate } from "./templates.ts";
import { inlineRows, rawWorkbook } from "./testing/raw-workbook.ts";
import { testResolvers } from "./testing/table-of.ts";

/** Reads and parses as every kind; anything but rows or a Chinese refusal fails. */
function survives(bytes: Uint8Array): void {
  const started = process.cpuUsage();
  try {
    const table = readTable(bytes, { fileName: "模糊.xlsx" });
    for (const kind of ["need", "expert", "achievement"] as const) parseTable(table, kind, testResolvers);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(["invalid_input", "payload_too_large"]).toContain(error.code);
    expect(error.message).toMatch(/^无法读取“模糊\.xlsx”：.*请/s);
    expect(error.issues[0]?.fix).toMatch(/请/);
  }
  expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
}

const seeds = [
  buildTemplate("need"),
  rawWorkbook({
    sheets: [
      {
        name: "需求",
        xml: inlineRows([
          ["需求名称", "预算(万元)"],
          ["甲", "50"],
        ]),
      },
    ],
    sharedStrings: "<si><t>x</t></si>",
    formats: ["yyyy-mm-dd"],
  }),
];
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 8 },
);

function edited(bytes: Uint8Array, changes: { at: number; bytes: Uint8Array }[]): Uint8Array {
  const copy = bytes.slice();
  for (const change of changes)
    copy.set(
      change.bytes.subarray(0, copy.length),
      Math.max(0, Math.min(Math.floor(change.at * copy.length), copy.length - change.bytes.length)),
    );
  return copy;
}

describe("readTable and parseTable", () => {
  it("survive 200 workbooks with changed bytes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...seeds), edits, (seed, changes) => survives(edited(seed, changes))),
      { numRuns: 200 },
    );
  });

  it("survive 200 workbooks with changed XML inside a sound zip", () => {
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.nat(), edits, (seed, pick, changes) => {
        const files = unzipSync(seed);
        const name = Object.keys(files)[pick % Object.keys(files).length]!;
        const text = fc.sample(
          fc.constantFrom("<c", "</row>", '"', "<v>1E999</v>", "<row r='99999999'>", "&#0;", "&x;", "]]>", "<!"),
          { numRuns: 1, seed: pick },
        )[0]!;
        survives(
          zipSync({
            ...files,
            [name]: edited(files[name]!, [...changes, { at: (pick % 97) / 97, bytes: new TextEncoder().encode(text) }]),
          }),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("survive workbooks cut anywhere", () => {
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.double({ min: 0, max: 1, noNaN: true }), (seed, share) =>
        survives(seed.subarray(0, Math.floor(share * seed.length))),
      ),
      { numRuns: 100 },
    );
  });

  it("survive 500 random CSV byte strings", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }),
      fc
        .array(
          fc.constantFrom(
            "需求名称",
            "姓名",
            "成果名称",
            ",",
            '"',
            "\r\n",
            "\t",
            ";",
            "=1",
            "50万",
            "𠮷",
            "\ufffd",
            "锟斤拷",
          ),
          { maxLength: 200 },
        )
        .map((parts) => new Uint8Array(iconv.encode(parts.join(""), "utf8"))),
      fc
        .array(fc.constantFrom("需求名称", "預算", ",", '"', "\n"), { maxLength: 200 })
        .chain((parts) =>
          fc
            .constantFrom("gb18030", "big5", "utf16le")
            .map((encoding) => new Uint8Array(iconv.encode(parts.join(""), encoding))),
        ),
    );
    fc.assert(fc.property(bytes, survives), { numRuns: 500 });
  });

  it("take a million-character line and a ten-megabyte cell in bounded time", () => {
    survives(new TextEncoder().encode(`需求名称\n${"长".repeat(1_000_000)}`));
    survives(new TextEncoder().encode(`需求名称,${",".repeat(1_000_000)}\n甲`));
    survives(new TextEncoder().encode(`需求名称\n${"1、".repeat(500_000)}\n${"(".repeat(300_000)}`));
    survives(
      new TextEncoder().encode(
        `关键词,技术指标,预算,截止日期\n${'"a;b"、'.repeat(50_000)},${"x".repeat(100_000)}≥,${"1".repeat(100_000)},${"2026-".repeat(50_000)}`,
      ),
    );
  });
});
