import type { CreateRecordInput } from "../../src/app/record/create-record.ts";
import type { EntityKind } from "../../src/domain/shared/entity.ts";

/** Must never appear in any answer. */
export const canaries = ["张机密", "13912345678", "canary@example.cn"];
const contact = { name: canaries[0]!, phone: canaries[1]!, email: canaries[2]! };

/** Shown literally wherever it stands. */
export const hostileTitle = `<img src=x onerror="alert(1)">"'></title><script>alert(2)</script>`;

export interface SampleRecord {
  kind: EntityKind;
  input: CreateRecordInput<EntityKind>;
}

const need = (number: string, content: object): SampleRecord => ({ kind: "need", input: { number, contact, content } });
const expert = (number: string, content: object): SampleRecord => ({
  kind: "expert",
  input: { number, contact, content },
});
const achievement = (number: string, content: object): SampleRecord => ({
  kind: "achievement",
  input: { number, contact, content },
});

/** A small bureau: enough for facets, two pages of hits, and matches both ways. `fields` gives field codes by name. */
export function sampleRecords(fields: (name: string) => string | null): SampleRecord[] {
  const materials = fields("新材料");
  const machines = fields("先进制造与自动化");
  const coatings = Array.from({ length: 12 }, (_, index) =>
    achievement(`C${index + 1}`, {
      title: `耐蚀涂层配方之${index + 1}`,
      abstract: `水性树脂基耐蚀涂层，盐雾试验 ${600 + index * 50} 小时不起泡，适用于铝合金与镀锌板。`,
      keywords: ["耐蚀涂层", "水性树脂"],
      field: materials,
      trl: (index % 9) + 1,
      organizationName: index % 2 === 0 ? "某材料研究院" : "某理工大学",
      transferModes: ["技术转让"],
      regionCode: index % 2 === 0 ? "330300" : "320400",
    }),
  );
  return [
    need("N1", {
      title: "铝合金表面耐蚀涂层附着力提升",
      description: "铝合金壳体喷涂耐蚀涂层，盐雾试验 500 小时后起泡，附着力只有 3 MPa，换过两种底漆无效。",
      keywords: ["耐蚀涂层", "附着力", "盐雾"],
      indicators: [{ name: "附着力", operator: "≥", value: 5, unit: "MPa", currentValue: 3 }],
      field: materials,
      budgetFen: 50_000_000,
      deadline: "2027-06-30",
      cooperationModes: ["技术开发"],
      organizationName: "某电器企业",
      regionCode: "330382",
      regionText: "浙江乐清",
    }),
    need("N2", {
      title: "机器人焊缝跟踪在反光件上丢线",
      description: "不锈钢薄板反光强，激光焊缝跟踪经常丢线，返修率 8%，希望降到 1% 以下。",
      keywords: ["焊缝跟踪", "激光"],
      field: machines,
      budgetNegotiable: true,
      organizationName: "某机械企业",
      regionCode: "320400",
    }),
    need("N3", {
      title: hostileTitle,
      description: `描述里也有 ${hostileTitle}`,
      keywords: [hostileTitle.slice(0, 20)],
    }),
    expert("E1", {
      name: "某教授甲",
      title: "教授",
      organizationName: "某理工大学",
      researchDirections: ["金属腐蚀与防护", "耐蚀涂层附着力机理"],
      bio: "长期研究铝合金耐蚀涂层与盐雾环境下的失效机理，提出界面偶联方法提高附着力。",
      keywords: ["耐蚀涂层", "盐雾"],
      papers: ["铝合金表面耐蚀涂层附着力的界面调控"],
      fields: materials === null ? [] : [materials],
      cooperationModes: ["技术开发", "技术咨询"],
      regionCode: "330300",
    }),
    expert("E2", {
      name: "某研究员乙",
      title: "研究员",
      organizationName: "某自动化研究所",
      researchDirections: ["激光视觉焊缝跟踪"],
      bio: "面向高反光工件的结构光焊缝识别。",
      keywords: ["焊缝跟踪"],
      fields: machines === null ? [] : [machines],
      available: false,
      regionCode: "320400",
    }),
    expert("E3", { name: hostileTitle.slice(0, 50), bio: hostileTitle, organizationName: hostileTitle }),
    ...coatings,
    achievement("A1", { title: hostileTitle, abstract: hostileTitle, organizationName: "某企业" }),
  ];
}
