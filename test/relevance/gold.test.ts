import { beforeAll, describe, expect, it } from "vitest";
import { damagedNeeds, damageSeeds, damages } from "../../src/entry/evaluate/judged/damage.ts";
import { type CandidateKind, type JudgedSample, openSample } from "./sample.ts";

const kinds: readonly CandidateKind[] = ["expert", "achievement"];
/** Mean loss of nDCG@10 that damage may cost. */
const mostLoss = 0.02;

const meanOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

let sample: JudgedSample;
let clean: Record<CandidateKind, number>;

beforeAll(async () => {
  sample = await openSample();
  clean = {
    expert: await sample.ndcg(sample.needs, "expert"),
    achievement: await sample.ndcg(sample.needs, "achievement"),
  };
});

describe("matches of the sample workbooks", () => {
  it("reach an nDCG@10 of .82 for experts and .86 for achievements", () => {
    expect(sample.needs).toHaveLength(24);
    expect(clean.expert).toBeGreaterThanOrEqual(0.82);
    expect(clean.achievement).toBeGreaterThanOrEqual(0.86);
  });

  it("lose at most .02 of it over 288 damaged variants of the needs, and over those of each damage", async () => {
    const losses: number[] = [];
    for (const damage of damages) {
      const ofDamage: number[] = [];
      for (const seed of damageSeeds[damage]) {
        const rewritten = damagedNeeds(sample.needs, damage, seed);
        const loss = await Promise.all(kinds.map(async (kind) => clean[kind] - (await sample.ndcg(rewritten, kind))));
        ofDamage.push(...rewritten.map(() => meanOf(loss)));
      }
      expect(meanOf(ofDamage), damage).toBeLessThanOrEqual(mostLoss);
      losses.push(...ofDamage);
    }
    expect(losses).toHaveLength(288);
    expect(meanOf(losses)).toBeLessThanOrEqual(mostLoss);
  });

  it("lose at most .02 of it when title and description come as one long description, without keywords", async () => {
    const described = sample.needs.map((need) => {
      const { title, description } = need.content;
      return {
        ...need,
        content: { ...need.content, title: "", description: `${title}。${description}`, keywords: [] },
      };
    });
    for (const kind of kinds)
      expect(clean[kind] - (await sample.ndcg(described, kind)), kind).toBeLessThanOrEqual(mostLoss);
  });
});
