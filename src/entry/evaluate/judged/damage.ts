import { Converter as ToTraditional } from "opencc-js/cn2t";
import { Converter as ToSimplified } from "opencc-js/t2cn";
import { pinyin } from "pinyin-pro";
import type { RecordOf } from "../../../domain/shared/record-content.ts";
import { randomFrom } from "../random.ts";
import { rewriteNeed } from "./change-gold.ts";

/** The ways real needs arrive damaged. */
export const damages = ["annotation", "traditional", "fullwidth", "homophone"] as const;
export type Damage = (typeof damages)[number];
/** Seeds of each damage: those that come out differently by seed have five forms, the others one. 24 texts make 288. */
export const damageSeeds: Readonly<Record<Damage, readonly number[]>> = {
  annotation: [0, 1, 2, 3, 4],
  traditional: [0],
  fullwidth: [0],
  homophone: [0, 1, 2, 3, 4],
};

/** Share of characters with pinyin among those that could have it; test/fixtures/text/seed-004.txt has about this many. */
const ANNOTATED_SHARE = 0.8;
/** Share of Chinese characters mistyped; at least one a text. */
const TYPO_SHARE = 0.04;

const toTraditional: (text: string) => string = ToTraditional({ from: "cn", to: "t" });
const toSimplified: (text: string) => string = ToSimplified({ from: "t", to: "cn" });
const HAN = /\p{Script=Han}/u;

/** One damaged form of a simplified text; the same arguments give the same form. */
export function perturb(text: string, damage: Damage, seed: number): string {
  switch (damage) {
    case "annotation":
      return annotate(text, randomFrom(seed));
    case "traditional":
      return toTraditional(text);
    case "fullwidth":
      return text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    case "homophone":
      return mistype(text, randomFrom(seed));
  }
}

/** The needs as they would have been typed with this damage, each damaged differently. */
export function damagedNeeds(needs: readonly RecordOf<"need">[], damage: Damage, seed: number): RecordOf<"need">[] {
  return needs.map((need, source) => rewriteNeed(need, (text) => perturb(text, damage, source * 1_000 + seed)));
}

/** Traditional text with pinyin behind some of the characters that have a simplified form: 創(chuàng)新. */
function annotate(text: string, random: () => number): string {
  return Array.from(toTraditional(text))
    .map((character) => {
      if (!HAN.test(character) || toSimplified(character) === character || random() >= ANNOTATED_SHARE)
        return character;
      return `${character}(${pinyin(character)})`;
    })
    .join("");
}

/** The text with some characters replaced by common ones of the same sound: 番茄 → 番笳. */
function mistype(text: string, random: () => number): string {
  const characters = Array.from(text);
  const places = characters.flatMap((character, at) => (othersOfSound(character).length > 0 ? [at] : []));
  for (let left = Math.max(1, Math.round(places.length * TYPO_SHARE)); left > 0 && places.length > 0; left -= 1) {
    const at = places.splice(Math.floor(random() * places.length), 1)[0]!;
    const others = othersOfSound(characters[at]!);
    characters[at] = others[Math.floor(random() * others.length)]!;
  }
  return characters.join("");
}

let commonBySound: Map<string, string[]> | undefined;

function othersOfSound(character: string): string[] {
  if (!HAN.test(character)) return [];
  commonBySound ??= groupBySound();
  return (commonBySound.get(pinyin(character)) ?? []).filter((other) => other !== character);
}

/** The 3,755 common characters (GB 2312 level 1, rows 16–55) by their first reading with tone. */
function groupBySound(): Map<string, string[]> {
  const decoder = new TextDecoder("gb18030");
  const groups = new Map<string, string[]>();
  for (let row = 0xb0; row <= 0xd7; row += 1) {
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell += 1) {
      const character = decoder.decode(Uint8Array.of(row, cell));
      const sound = pinyin(character);
      groups.set(sound, [...(groups.get(sound) ?? []), character]);
    }
  }
  return groups;
}
