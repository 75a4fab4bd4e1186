import { expect, it } from "vitest";
import type { Analyser } from "../../domain/matching/analyser.ts";
import type { TermCommonness } from "../../domain/matching/overlap.ts";
import { orientPair } from "../../domain/matching/pair.ts";
import { profileOf } from "../../domain/matching/profile.ts";
import { scorePair } from "../../domain/matching/score.ts";
import { factorSignals } from "../../domain/matching/signals/all.ts";
import { factorNames, startWeights } from "../../domain/matching/weights.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import { contentSchemas } from "../../domain/shared/record-content.ts";
import { matchDescriber } from "./describe-match.ts";

const need = recordOf("need", { title: "耐蚀涂层", description: "化学镀镍" });
const expert = recordOf("expert", { name: "王某", researchDirections: ["化学镀镍的耐蚀涂层"] });

function recordOf(kind: "need" | "expert", content: object): AnyRecord {
  return { id: kind, kind, number: null, version: 1, content: contentSchemas[kind].parse(content) } as AnyRecord;
}

/** Words are runs of two characters. */
function counting() {
  let read = 0;
  const analyser = {
    read: (text: string) => {
      read += 1;
      const terms = Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => ({
        term: text.slice(at, at + 2),
        start: at,
        end: at + 2,
      }));
      return { terms, concepts: [] };
    },
  } as unknown as Analyser;
  return { analyser, reads: () => read };
}

function describe(analyser: Analyser, target: AnyRecord, commonness: TermCommonness) {
  const signals = factorSignals(orientPair(profileOf(need), profileOf(target)), 0.5, 2026);
  const values = Object.fromEntries(factorNames.map((name) => [name, signals[name].value])) as never;
  const result = scorePair(values, startWeights.prior, startWeights);
  const options = { analyser, commonness, weights: startWeights, regionName: () => "" };
  return matchDescriber(need, options)(target, { rank: 1, result, signals, gates: [] }).item.matched;
}

it("reads a pair once, and again when either side or the commonness of its words has changed", () => {
  const { analyser, reads } = counting();
  const known = (df: number) => ({ documents: 100, frequency: new Map([["镀镍", df]]) });
  const first = describe(analyser, expert, known(1));
  expect(first).toContain("化学镀镍");
  const once = reads();
  expect(describe(analyser, expert, known(1))).toEqual(first);
  expect(reads()).toBe(once);
  const other = recordOf("expert", { name: "王某", researchDirections: ["水稻育种"] });
  expect(describe(analyser, other, known(1))).toEqual([]);
  expect(reads()).toBeGreaterThan(once);
  expect(describe(analyser, expert, known(90))).not.toContain("化学镀镍");
});
