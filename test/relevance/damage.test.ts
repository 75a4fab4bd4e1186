import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { damageSeeds, damages, perturb } from "../../src/entry/evaluate/judged/damage.ts";
import { normalise } from "../../src/text/normalise.ts";

const needs = readFileSync(new URL("../fixtures/text/needs.txt", import.meta.url), "utf8")
  .trim()
  .split("\n");
const variantsOf = (texts: readonly string[]) =>
  texts.flatMap((text, source) =>
    damages.flatMap((damage) =>
      damageSeeds[damage].map((seed) => ({ source, damage, text: perturb(text, damage, source * 1_000 + seed) })),
    ),
  );
const variants = variantsOf(needs);

describe("damages", () => {
  it("make 288 variants of 24 needs, nearly all different", () => {
    expect(needs).toHaveLength(24);
    expect(variants).toHaveLength(288);
    expect(new Set(variants.map(({ text }) => text)).size).toBeGreaterThan(280);
    for (const { source, text } of variants) expect(text).not.toBe(needs[source]);
  });

  it("make the same variants every time", () => {
    expect(variantsOf(needs)).toEqual(variants);
  });
});

describe("perturb", () => {
  it("writes the four kinds of damage", () => {
    expect(perturb("创新", "traditional", 0)).toBe("創新");
    expect(perturb("80mg/L", "fullwidth", 0)).toBe("８０ｍｇ／Ｌ");
    expect(perturb("创新产业技术", "annotation", 1)).toMatch(/創\(chuàng\)新產\(chǎn\)業\(yè\)/);
  });

  it("replaces about 4 % of the Chinese characters by ones of the same sound", () => {
    let changed = 0;
    let characters = 0;
    for (const { source, text } of variants.filter(({ damage }) => damage === "homophone")) {
      const before = Array.from(needs[source]!);
      const after = Array.from(text);
      expect(after).toHaveLength(before.length);
      changed += after.filter((character, at) => character !== before[at]).length;
      characters += before.filter((character) => /\p{Script=Han}/u.test(character)).length;
    }
    expect(changed / characters).toBeGreaterThan(0.03);
    expect(changed / characters).toBeLessThan(0.05);
  });
});

describe("normalise", () => {
  it.each(damages.filter((damage) => damage !== "homophone"))("undoes %s", (damage) => {
    const damaged = variants.filter((variant) => variant.damage === damage);
    const lost = damaged.filter(({ source, text }) => normalise(text).text !== normalise(needs[source]!).text);
    expect(
      lost.map(({ source, text }) => firstDifference(normalise(text).text, normalise(needs[source]!).text)),
    ).toEqual([]);
  });
});

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return `${a.slice(at - 3, at + 3)} ≠ ${b.slice(at - 3, at + 3)}`;
}
