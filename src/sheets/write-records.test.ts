import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { achievementContent, ipStatuses } from "../domain/achievement/achievement.ts";
import { expertContent } from "../domain/expert/expert.ts";
import { needContent, needKinds, needTiers } from "../domain/need/need.ts";
import type { EntityKind } from "../domain/shared/entity.ts";
import type { ContentOf } from "../domain/shared/record-content.ts";
import { parseTable } from "./parse-rows.ts";
import { readTable } from "./read-workbook.ts";
import { testResolvers } from "./testing/table-of.ts";
import { type ExportRecord, exportCsv, exportXlsx } from "./write-records.ts";

const options = { title: "导出", modifiedAt: new Date("2026-03-01T00:00:00Z") };
const resolvers = { ...testResolvers, region: () => null };

/** Text with what tends to break: separators, quotes, brackets, formula starts, markup, line breaks, escapes. */
const nasty = fc.constantFrom(
  "；",
  ";",
  "、",
  ",",
  "，",
  "\n",
  '"',
  "'",
  "=",
  "-",
  "（",
  "(",
  "“",
  "【",
  "|",
  "%",
  "<b>",
  "&",
  "_x000D_",
  "1、",
  "①",
  "。",
  " ",
  "𠮷",
  "1,000",
  "≥ 5",
  "（现状 3）",
  "无",
  "TRL",
  "示",
);
const words = (maxChars: number) =>
  fc
    .array(
      fc.oneof(fc.string({ unit: "grapheme", maxLength: 6 }), fc.constantFrom("压铸", "铝合金", "sensor"), nasty),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) =>
      parts
        .join("")
        .replaceAll(/\r\n?|\0/g, "")
        .toWellFormed()
        .trim()
        .slice(0, maxChars)
        .toWellFormed()
        .trim(),
    );
const list = (maxChars: number) =>
  fc.array(words(maxChars), { maxLength: 5 }).map((items) => [...new Set(items.filter((item) => item !== ""))]);
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const fen = orNull(fc.nat({ max: 10_000_000_000 }));
const shared = {
  field: orNull(fc.constantFrom("01", "04")),
  regionCode: orNull(fc.constantFrom("320581", "330600")),
  regionText: words(80),
  organizationName: words(120),
};
const record = {
  cooperationCount: orNull(fc.nat({ max: 999 })),
  successCount: orNull(fc.nat({ max: 999 })),
  lastActiveYear: orNull(fc.integer({ min: 1950, max: 2200 })),
};
const indicator = fc.record({
  name: words(80),
  operator: fc.constantFrom("=", "≥", "≤", ">", "<", "~"),
  value: orNull(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
  unit: words(20),
  currentValue: orNull(fc.integer({ min: -1000, max: 1000 })),
});
const drafts: Record<EntityKind, fc.Arbitrary<object>> = {
  need: fc.record({
    ...shared,
    title: words(80).map((text) => text || "名"),
    description: words(500),
    kind: orNull(fc.constantFrom(...needKinds)),
    problem: words(300),
    keyTechnology: words(300),
    target: words(300),
    indicators: fc.array(indicator, { maxLength: 3 }),
    keywords: list(40),
    deadline: orNull(fc.constantFrom("2026-12-31", "2028-02-29")),
    budgetFen: fen,
    budgetNegotiable: fc.boolean(),
    cooperationModes: list(30),
    intendedPartner: words(200),
    industry: orNull(fc.constant("C36")),
    discipline: orNull(fc.constant("430")),
    tier: orNull(fc.constantFrom(...needTiers)),
    wantedTrl: orNull(fc.integer({ min: 1, max: 9 })),
  }),
  expert: fc.record({
    ...record,
    name: words(60).map((text) => text || "名"),
    organizationName: words(120),
    department: words(120),
    title: words(40),
    researchDirections: list(400),
    bio: words(500),
    keywords: list(60),
    projects: list(1_000),
    papers: list(4_000),
    patents: list(4_000),
    fields: fc.uniqueArray(fc.constantFrom("01", "04")),
    disciplines: fc.uniqueArray(fc.constantFrom("430", "510")),
    cooperationModes: list(30),
    maxMeetingsPerYear: orNull(fc.integer({ min: 0, max: 366 })),
    available: orNull(fc.boolean()),
    conflicts: list(120),
    regionCode: shared.regionCode,
    regionText: words(80),
  }),
  achievement: fc.record({
    ...shared,
    ...record,
    title: words(200).map((text) => text || "名"),
    abstract: words(500),
    keywords: list(60),
    trl: orNull(fc.integer({ min: 1, max: 9 })),
    ipStatus: orNull(fc.constantFrom(...ipStatuses)),
    patents: list(1_000),
    owners: list(120),
    transferModes: list(30),
    priceFen: fen,
    priceNegotiable: fc.boolean(),
    stage: words(40),
    applications: words(300),
    evidence: words(300),
  }),
};
const schemas = { need: needContent, expert: expertContent, achievement: achievementContent };

function readBack<K extends EntityKind>(kind: K, bytes: Uint8Array) {
  const parsed = parseTable(readTable(bytes, { fileName: "导出" }), kind, resolvers);
  expect(parsed.unusable).toEqual([]);
  return parsed.inputs;
}

describe.each<EntityKind>(["need", "expert", "achievement"])("exporting %s", (kind) => {
  it("gives back equal content, number and contact from xlsx and from CSV", () => {
    const contact = fc.record({
      name: words(50),
      phone: fc.constantFrom("13800000000", "0512-5****", "+86 1"),
      email: words(120),
    });
    fc.assert(
      fc.property(
        drafts[kind],
        orNull(words(20).filter((text) => text !== "" && !text.startsWith("示例"))),
        contact,
        (draft, number, person) => {
          const content = schemas[kind].parse(draft) as ContentOf[EntityKind];
          const records = [{ number, content, contact: person }] as ExportRecord<EntityKind>[];
          for (const bytes of [exportXlsx(kind, records, options), exportCsv(kind, records)]) {
            const [input] = readBack(kind, bytes);
            expect(input).toMatchObject({ number, contact: person, row: 2 });
            expect(input!.content).toEqual(content);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("writes no contact column unless a contact is passed", () => {
    const content = schemas[kind].parse({ [kind === "expert" ? "name" : "title"]: "甲" }) as ContentOf[EntityKind];
    const [header] = readTable(exportXlsx(kind, [{ number: null, content }] as ExportRecord<EntityKind>[], options), {
      fileName: "a",
    }).sheets[0]!.rows;
    expect(header!.cells.map((cell) => cell.text).filter((text) => /联系|邮箱/.test(text))).toEqual([]);
  });
});

describe("exportXlsx", () => {
  it("spreads a list too long for one cell over columns that reading joins again", () => {
    const papers = Array.from({ length: 200 }, (_, index) => `论文${index} ${"长".repeat(900)}`);
    const content = expertContent.parse({ name: "王某", papers });
    const [input] = readBack("expert", exportXlsx("expert", [{ number: null, content }], options));
    expect(input!.content.papers).toEqual(papers);
  });

  it("writes names for codes where they are given", () => {
    const content = needContent.parse({ title: "甲", field: "04" });
    const bytes = exportXlsx("need", [{ number: null, content }], options, { field: () => "新材料" });
    expect(readTable(bytes, { fileName: "a" }).sheets[0]!.rows[1]!.cells.map((cell) => cell.text)).toContain("新材料");
    expect(readBack("need", bytes)[0]!.content.field).toBe("04");
  });
});
