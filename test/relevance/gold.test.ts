import { beforeAll, describe, expect, it } from "vitest";
import type { NeedContent } from "../../src/domain/need/need.ts";
import type { RecordOf } from "../../src/domain/shared/record-content.ts";
import { damages, perturb, type Variant, variantsOf } from "./perturb.ts";
import { type CandidateKind, type JudgedSample, openSample } from "./sample.ts";

const kinds: readonly CandidateKind[] = ["expert", "achievement"];
/** Mean loss of nDCG@10 that damage may cost. */
const mostLoss = 0.03;

let sample: JudgedSample;
let clean: Record<CandidateKind, number>;

/** The need as it would have been typed with this damage, every text of it. */
function damaged(need: RecordOf<"need">, { damage, seed }: Pick<Variant, "damage" | "seed">): RecordOf<"need"> {
  const say = (text: string) => perturb(text, damage, seed);
  const { title, description, problem, keyTechnology, target, keywords } = need.content;
  const content: NeedContent = {
    ...need.content,
    title: say(title),
    description: say(description),
    problem: say(problem),
    keyTechnology: say(keyTechnology),
    target: say(target),
    keywords: keywords.map(say),
  };
  return { ...need, content };
}

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

  it("lose at most .03 of it over more than 200 damaged variants of the needs", async () => {
    const variants = variantsOf(
      sample.needs.map(({ content }) => content.description),
      4,
    );
    expect(variants.length).toBeGreaterThan(200);
    const losses: number[] = [];
    for (const damage of damages) {
      const rewritten = variants
        .filter((variant) => variant.damage === damage)
        .map((variant) => damaged(sample.needs[variant.source]!, variant));
      for (const kind of kinds) {
        const loss = clean[kind] - (await sample.ndcg(rewritten, kind));
        expect(loss, `${damage}, ${kind}`).toBeLessThanOrEqual(2 * mostLoss);
        losses.push(...Array.from({ length: rewritten.length }, () => loss));
      }
    }
    expect(losses.reduce((sum, loss) => sum + loss, 0) / losses.length).toBeLessThanOrEqual(mostLoss);
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
      expect(clean[kind] - (await sample.ndcg(described, kind)), kind).toBeLessThanOrEqual(0.02);
  });
});
