import { describe, expect, it } from "vitest";
import { achievementContent } from "../../domain/achievement/achievement.ts";
import { expertContent } from "../../domain/expert/expert.ts";
import { parseCodeList } from "../../domain/taxonomy/code-list.ts";
import { boxesOf, type ProfileKind } from "./profile-boxes.ts";
import { contentOfProfile, type ProfileValues, valuesOfProfile, valuesOfProfileForm } from "./profile-values.ts";

const list = parseCodeList("code\tparentCode\tname");
const lists = { field: list, region: list, industry: list, discipline: list };
const expert = expertContent.parse({
  name: "王某",
  organizationName: "某大学",
  researchDirections: ["重金属废水，络合物破除", "膜分离"],
  keywords: ["络合镍", "电镀废水"],
  fields: ["70101", "70102", "70103"],
  disciplines: ["610"],
  cooperationModes: ["委托开发"],
  maxMeetingsPerYear: 6,
  cooperationCount: 3,
  available: false,
  regionCode: "330300",
  regionText: "温州",
});
const achievement = achievementContent.parse({
  title: "络合镍捕集剂",
  trl: 7,
  ipStatus: "已授权",
  owners: ["王某", "李某"],
  priceFen: 1_250_000_00,
  priceNegotiable: true,
  transferModes: ["技术许可"],
});

/** What a browser sends of a form that nobody touched. */
function sent(kind: ProfileKind, values: ProfileValues): FormData {
  const form = new FormData();
  for (const { name } of boxesOf(kind)) for (const value of values.boxes[name] ?? []) form.append(name, value);
  form.append("organizationName", values.organizationName);
  form.append("region", values.region);
  form.append("visibility", values.visibility);
  return form;
}

describe("profile form", () => {
  it("keeps every field of a record that nobody touched, also those it shows no box for", () => {
    for (const [kind, content, schema] of [
      ["expert", expert, expertContent],
      ["achievement", achievement, achievementContent],
    ] as const) {
      const form = sent(kind, valuesOfProfile(kind, content, "signedIn", lists));
      const read = contentOfProfile(kind, valuesOfProfileForm(kind, form), lists, content);
      expect(read.issues).toEqual([]);
      expect(schema.parse(read.content)).toEqual(content);
    }
  });

  it("names boxes that cannot be read, and takes nothing for them", () => {
    const form = new FormData();
    form.append("title", "成果");
    form.append("priceFen", "五十");
    form.append("lastActiveYear", "去年");
    const { content, issues } = contentOfProfile("achievement", valuesOfProfileForm("achievement", form), lists, null);
    expect(issues.map(({ where, found }) => [where, found])).toEqual([
      ["priceFen", "五十"],
      ["lastActiveYear", "去年"],
    ]);
    expect(achievementContent.parse(content)).toMatchObject({ title: "成果", priceFen: null, priceNegotiable: false });
  });
});
