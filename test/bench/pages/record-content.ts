import { type AchievementContent, achievementContent } from "../../../src/domain/achievement/achievement.ts";
import { type ExpertContent, expertContent } from "../../../src/domain/expert/expert.ts";
import { type NeedContent, needContent, needKinds } from "../../../src/domain/need/need.ts";
import { createTextSource } from "../corpus.ts";
import { chance, countyRegion, pickFrom } from "./world.ts";

/** What contents are drawn from. */
export interface Codes {
  fields: readonly string[];
  regions: readonly string[];
  organizationOf(kind: "need" | "expert" | "achievement", n: number): string;
}

const surnames = [..."赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"];
const givenNames = [..."伟芳娜敏静强磊军洋勇艳杰涛明超霞平刚桂英华玉兰飞"];
const source = createTextSource();

function common(kind: "need" | "expert" | "achievement", n: number, codes: Codes) {
  const random = chance(kind, n);
  const topic = source.topic(random);
  const said = (characters: number) => source.prose(random, topic, characters);
  const region = n % 8 === 0 ? countyRegion : random() < 0.95 ? pickFrom(codes.regions, random) : null;
  const field = random() < 0.85 ? pickFrom(codes.fields, random) : null;
  return { random, topic, said, region, field, organizationName: codes.organizationOf(kind, n) };
}

export function madeNeed(n: number, codes: Codes): NeedContent {
  const { random, topic, said, region, field, organizationName } = common("need", n, codes);
  return needContent.parse({
    title: `${topic[0]}${topic[1]}的${topic[2]}`.slice(0, 40),
    description: said(120 + Math.floor(random() * 120)),
    kind: pickFrom(needKinds, random),
    problem: said(100 + Math.floor(random() * 100)),
    keyTechnology: said(60),
    target: said(40),
    indicators: [0, 1, 2].map((at) => ({
      name: topic[at]!.slice(0, 20),
      operator: "≥",
      value: 10 * (at + 1),
      unit: "MPa",
    })),
    keywords: topic.slice(0, 4),
    budgetFen: random() < 0.7 ? Math.floor(random() * 500) * 1_000_000 : null,
    cooperationModes: ["合作开发"],
    field,
    wantedTrl: random() < 0.5 ? 5 + Math.floor(random() * 4) : null,
    organizationName,
    regionCode: region,
  });
}

export function madeExpert(n: number, codes: Codes): ExpertContent {
  const { random, topic, said, region, field, organizationName } = common("expert", n, codes);
  return expertContent.parse({
    name: pickFrom(surnames, random) + pickFrom(givenNames, random) + pickFrom(givenNames, random),
    organizationName,
    department: `${topic[0]}学院`.slice(0, 40),
    title: pickFrom(["教授", "副教授", "研究员", "高级工程师"], random),
    researchDirections: [`${topic[0]}${topic[1]}`, `${topic[2]}${topic[3]}`, topic[4]!],
    bio: said(120 + Math.floor(random() * 80)),
    keywords: topic.slice(0, 5),
    papers: [said(30), said(30), said(30)],
    projects: [said(30)],
    fields: field === null ? [] : [field],
    lastActiveYear: 2018 + Math.floor(random() * 8),
    cooperationCount: random() < 0.5 ? Math.floor(random() * 10) : null,
    regionCode: region,
  });
}

export function madeAchievement(n: number, codes: Codes): AchievementContent {
  const { random, topic, said, region, field, organizationName } = common("achievement", n, codes);
  return achievementContent.parse({
    title: `${topic[0]}${topic[1]}的${topic[2]}`.slice(0, 60),
    abstract: said(180 + Math.floor(random() * 100)),
    keywords: topic.slice(0, 4),
    field,
    trl: random() < 0.9 ? 1 + Math.floor(random() * 9) : null,
    organizationName,
    owners: [],
    transferModes: ["许可"],
    applications: said(60),
    lastActiveYear: 2018 + Math.floor(random() * 8),
    regionCode: region,
  });
}

/** Words of a record's own topic: a search of them finds it among others. */
export function topicOf(kind: "need" | "expert" | "achievement", n: number): string[] {
  return source.topic(chance(kind, n));
}
