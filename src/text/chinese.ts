import { Converter } from "opencc-js/t2cn";

/** True for a UTF-16 unit that is a Chinese character of the basic plane (with 々 and 〇). */
export function isHanUnit(unit: number): boolean {
  return (
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0x3400 && unit <= 0x4dbf) ||
    (unit >= 0xf900 && unit <= 0xfaff) ||
    unit === 0x3005 ||
    unit === 0x3007
  );
}

/** True for the first half of a surrogate pair that encodes a Chinese character (planes 2 and 3). */
export function isHanHighSurrogate(unit: number): boolean {
  return unit >= 0xd840 && unit <= 0xd8bf;
}

/** End of the run of Chinese characters that starts at `from`; `from` itself when there is none. Text must be well formed. */
export function hanRunEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (isHanUnit(unit)) at += 1;
    else if (isHanHighSurrogate(unit) && at + 1 < text.length) at += 2;
    else return at;
  }
}

let convert: ((text: string) => string) | undefined;

/** Phrase, then character dictionary of OpenCC; `t` leaves Taiwan's words alone (軟體 gives 软体, not 软件). */
function openccSimplify(text: string): string {
  // opencc-js loses its types under NodeNext; this names them once.
  convert ??= Converter({ from: "t", to: "cn" }) as (text: string) => string;
  return convert(text);
}

/**
 * Simplified form of one character on its own; the character itself when it has none.
 * A form outside the basic plane counts as none: OpenCC has 噁 → 𫫇, while people write 二噁英.
 */
export function simplifyCharacter(character: string): string {
  const simplified = openccSimplify(character);
  return simplified.length === character.length ? simplified : character;
}

/** Converted only as part of a phrase (瞭解, 藉由, 反覆, 甦醒, 衹得, 附著) and rare in simplified text, so worth the look. */
export const PHRASE_ONLY_TRADITIONAL = "瞭藉覆甦衹著";

/**
 * Simplified form of a run of Chinese characters, always of the same length in UTF-16 units, unit for unit.
 * Converting twice changes nothing: conversion repeats until it is stable (乾縣 → 乾县 → 干县, as simplified 乾县 gives).
 * @param isTraditional whether a unit may change; a run without one is returned as it is, because some phrases of OpenCC
 *   misread simplified text (沈重, a name, would become 沉重).
 */
export function simplifyRun(run: string, isTraditional: (unit: number) => boolean): string {
  let current = run;
  // Two rounds settle every entry of OpenCC's dictionaries; the bound only guards against a cycle in a later version.
  for (let round = 0; round < 4 && mayChange(current, isTraditional); round += 1) {
    const next = simplifyOnce(current, isTraditional);
    if (next === current) break;
    current = next;
  }
  return current;
}

function mayChange(run: string, isTraditional: (unit: number) => boolean): boolean {
  for (let at = 0; at < run.length; at += 1) if (isTraditional(run.charCodeAt(at))) return true;
  return false;
}

/** OpenCC takes 坏 for an old form of 坯 (打坏 → 打坯); in our texts it is the simplified 壞. */
function simplifyOnce(run: string, isTraditional: (unit: number) => boolean): string {
  let simplified = openccSimplify(run);
  if (simplified.length !== run.length) simplified = keepUnitCounts(run, simplified);
  if (simplified.includes("坯"))
    simplified = simplified.replace(/坯/g, (form, at: number) => (run[at] === "坏" ? "坏" : form));
  return simplified.includes("著") ? settleZhu(run, simplified, isTraditional) : simplified;
}

/** Takes the conversion character by character, leaving out each that changes the number of units. */
function keepUnitCounts(run: string, simplified: string): string {
  const before = Array.from(run);
  const after = Array.from(simplified);
  const aligned = before.length === after.length;
  return before
    .map((character, at) => {
      const form = aligned ? after[at]! : openccSimplify(character);
      return form.length === character.length ? form : character;
    })
    .join("");
}

const ZHU_BEFORE = "顯显名專专譯译論论編编遺遗卓昭巨鉅原合拙土軟软撰所";
const ZHU_AFTER = "名作者稱称錄录述書书文";
const ZHUO_BEFORE = "附沿跟隨随";
const ZHUO_AFTER = "力色火手眼陸陆重落床";

/**
 * 著 is two characters in simplified text: 着 (附着, 随着, 着力) and 著 (显著, 著作, 软著). OpenCC's `t` always keeps 著; its `tw`
 * also turns 显著 into 显着. Where the neighbours do not tell, a run with another traditional character is taken for 着.
 */
function settleZhu(run: string, simplified: string, isTraditional: (unit: number) => boolean): string {
  const traditionalRun = mayChange(run.replaceAll("著", ""), isTraditional);
  return simplified.replace(/著/g, (zhu, at: number) => {
    const before = simplified[at - 1] ?? " ";
    const after = simplified[at + 1] ?? " ";
    if (ZHU_BEFORE.includes(before) || ZHU_AFTER.includes(after)) return zhu;
    return traditionalRun || ZHUO_BEFORE.includes(before) || ZHUO_AFTER.includes(after) ? "着" : zhu;
  });
}
