import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { achievementContent } from "../achievement/achievement.ts";
import { expertContent } from "../expert/expert.ts";
import { needContent } from "../need/need.ts";
import { entityKinds } from "../shared/entity.ts";
import { unstoredRecord } from "../shared/new-record.ts";
import { type AnyRecord, contentSchemas } from "../shared/record-content.ts";
import { contact } from "../shared/text-fields.ts";
import { searchFields } from "./document.ts";
import { labelledTexts } from "./labelled-text.ts";
import { indicatorTexts, ownProblem, projectRecord, rankedText } from "./project-record.ts";

const organizationName = "机构名不进正文";
const need = needContent.parse({
  title: "需求标题",
  description: "需求描述",
  problem: "要解决的问题",
  keyTechnology: "关键技术",
  target: "预期目标",
  indicators: [
    { name: "附着力", operator: "≥", value: 5, unit: "MPa", currentValue: 3 },
    { name: "外观", operator: "=", value: null, unit: "" },
  ],
  keywords: ["涂层", "防腐"],
  budgetFen: 12_345_678,
  intendedPartner: "意向合作方不进正文",
  organizationName,
  field: "10101",
  regionCode: "330302",
  regionText: "地区文字不进正文",
  cooperationModes: ["技术转让"],
});
const expert = expertContent.parse({
  name: "专家姓名",
  organizationName,
  department: "院系不进正文",
  researchDirections: ["方向一", "方向二"],
  bio: "简介",
  keywords: ["关键词"],
  projects: ["项目"],
  papers: ["论文"],
  patents: ["专利"],
  fields: ["10101", "202"],
  cooperationModes: ["委托开发"],
  conflicts: ["冲突单位不进正文"],
});
const achievement = achievementContent.parse({
  title: "成果标题",
  abstract: "成果简介",
  keywords: ["关键词"],
  field: "201",
  trl: 7,
  patents: ["专利"],
  organizationName,
  owners: ["完成人不进正文"],
  transferModes: ["技术许可"],
  priceFen: 99_999_999,
  applications: "应用情况",
  evidence: "佐证",
});
const records: AnyRecord[] = [
  unstoredRecord("need", "n", null, need),
  unstoredRecord("expert", "e", null, expert),
  unstoredRecord("achievement", "a", null, achievement),
];

describe("rankedText", () => {
  it("puts each kind's wording under its field", () => {
    expect(rankedText("need", need)).toEqual({
      title: ["需求标题"],
      keywords: ["涂层", "防腐"],
      topics: ["关键技术"],
      body: ["需求描述", "要解决的问题", "预期目标", "附着力 ≥5 MPa", "外观 ="],
    });
    expect(rankedText("expert", expert)).toEqual({
      keywords: ["关键词"],
      topics: ["方向一", "方向二"],
      body: ["简介"],
      works: ["论文", "专利", "项目"],
    });
    expect(rankedText("achievement", achievement)).toEqual({
      title: ["成果标题"],
      keywords: ["关键词"],
      body: ["成果简介", "应用情况", "佐证"],
      works: ["专利"],
    });
  });

  it("leaves out names of firms and people, money, places and conflicts", () => {
    for (const record of records) {
      const said = JSON.stringify(rankedText(record.kind, record.content));
      expect(said).not.toMatch(/不进正文|专家姓名|12345678|99999999|3303/);
    }
  });

  it("leaves out empty items and empty fields", () => {
    expect(rankedText("need", needContent.parse({ description: "只有描述" }))).toEqual({ body: ["只有描述"] });
    expect(rankedText("expert", expertContent.parse({ name: "甲" }))).toEqual({});
  });
});

describe("ownProblem", () => {
  it("counts a text that stands in description and problem once", () => {
    const long = "镀层起泡。".repeat(30);
    const same = needContent.parse({ description: long, problem: long });
    const head = needContent.parse({ description: long, problem: long.slice(0, 60) });
    const other = needContent.parse({ description: long, problem: "镀层开裂" });
    const alone = needContent.parse({ problem: "镀层开裂" });
    expect([same, head, other, alone].map(ownProblem)).toEqual(["", "", "镀层开裂", "镀层开裂"]);
    expect(rankedText("need", same)).toEqual({ body: [long.trim()] });
  });
});

describe("indicatorTexts", () => {
  it("keeps a value of 0 and leaves no blank for a missing unit", () => {
    const zero = needContent.parse({ title: "甲", indicators: [{ name: "漏失", operator: "=", value: 0, unit: "" }] });
    expect(indicatorTexts(zero)).toEqual(["漏失 =0"]);
  });
});

describe("projectRecord", () => {
  it("gives a code with its ancestors as facet values", () => {
    expect(projectRecord(records[0]!).facets).toEqual({
      region: ["330000", "330300", "330302"],
      organization: [organizationName],
      field: ["10", "101", "10101"],
      mode: ["技术转让"],
    });
    expect(projectRecord(records[1]!).facets).toEqual({
      region: [],
      organization: [organizationName],
      field: ["10", "101", "10101", "20", "202"],
      mode: ["委托开发"],
    });
    expect(projectRecord(records[2]!).facets).toMatchObject({ field: ["20", "201"], trl: ["7"], mode: ["技术许可"] });
  });

  it.each([
    ["330000", ["330000"]],
    ["330300", ["330000", "330300"]],
    ["110105", ["110000", "110105"]],
    ["310000", ["310000"]],
    ["500101", ["500000", "500101"]],
    ["120000", ["120000"]],
    ["441900", ["440000", "441900"]],
  ])("puts region %s at %j: no prefecture inside a municipality", (regionCode, path) => {
    const record = unstoredRecord("need", "n", null, needContent.parse({ title: "甲", regionCode }));
    expect(projectRecord(record).facets.region).toEqual(path);
  });

  it("has empty facets where nothing is declared", () => {
    const blank = unstoredRecord("achievement", "a", null, achievementContent.parse({ title: "甲" }));
    expect(projectRecord(blank).facets).toEqual({ region: [], organization: [], field: [], mode: [], trl: [] });
  });

  it("offers titles, organisations, keywords and an expert's directions for completion, none of them empty", () => {
    expect(projectRecord(records[0]!).names).toEqual(["需求标题", organizationName, "涂层", "防腐"]);
    expect(projectRecord(records[1]!).names).toEqual(["专家姓名", organizationName, "关键词", "方向一", "方向二"]);
    const nameless = unstoredRecord("expert", "e", null, expertContent.parse({ bio: "只有简介" }));
    expect(projectRecord(nameless).names).toEqual(["只有简介"]);
  });

  it("carries kind, id, version and visibility, and no field that ranking does not know", () => {
    const document = projectRecord({ ...records[0]!, version: 7, visibility: "signedIn" });
    expect(document).toMatchObject({ kind: "need", id: "n", version: 7, visibility: "signedIn" });
    for (const field of Object.keys(document.text)) expect(searchFields).toContain(field);
  });

  it("cannot hold a contact: no kind's content has a place for one", () => {
    const parts = Object.keys(contact.shape);
    const canary = { name: "张联系人", phone: "13800001234", email: "canary@example.com" };
    for (const kind of entityKinds) {
      const schema = contentSchemas[kind];
      for (const part of parts.filter((each) => each !== "name")) expect(Object.keys(schema.shape)).not.toContain(part);
      const extra = schema.safeParse({ title: "甲", contact: canary });
      expect(extra.success).toBe(false);
    }
    expect(Object.keys(contentSchemas.need.shape)).not.toContain("name");
    expect(Object.keys(contentSchemas.achievement.shape)).not.toContain("name");
  });

  it("ignores whatever is attached to a record beside its content", () => {
    fc.assert(
      fc.property(fc.constantFrom(...records), fc.uuid(), (record, canary) => {
        const attached = { ...record, contact: { name: canary, phone: canary, email: canary }, raw: { 电话: canary } };
        expect(JSON.stringify(projectRecord(attached))).not.toContain(canary);
        expect(JSON.stringify(labelledTexts(attached))).not.toContain(canary);
      }),
    );
  });
});

describe("labelledTexts", () => {
  it("quotes what is ranked, under the names its author knows", () => {
    for (const record of records) {
      const ranked = Object.values(rankedText(record.kind, record.content)).flat();
      const quoted = labelledTexts(record)
        .map(({ text }) => text)
        .join("\n");
      for (const item of ranked) expect(quoted).toContain(item);
    }
    expect(labelledTexts(records[0]!).map(({ label }) => label)).toEqual([
      "需求名称",
      "需求描述",
      "要解决的问题",
      "关键技术",
      "预期目标",
      "指标",
      "关键词",
    ]);
  });

  it("leaves out blank parts and what must not be quoted", () => {
    expect(labelledTexts(unstoredRecord("need", "n", null, needContent.parse({ title: "甲" })))).toEqual([
      { label: "需求名称", text: "甲" },
    ]);
    for (const record of records) expect(JSON.stringify(labelledTexts(record))).not.toMatch(/不进正文|专家姓名/);
  });
});
