import { PHRASE_ONLY_TRADITIONAL, simplifyCharacter } from "./chinese.ts";

/** What the normaliser does with one UTF-16 unit. */
export const KEEP = 0;
/** Replaced by the single unit `unitMap[unit]`. */
export const MAP = 1;
/** Replaced likewise, but only letter case changed, which no user needs to be told. */
export const CASE = 2;
/** Invisible: leaves nothing behind. */
export const DROP = 3;
/** May combine with what stands before it (accents, Hangul parts, half-width voice marks). */
export const MARK = 4;
/** Surrogates, and units whose key is longer than one unit. */
export const COMPLEX = 5;

export interface CharTable {
  /** One of the classes above per UTF-16 unit; length 65,536. */
  classes: Uint8Array;
  /** Replacement per unit of class MAP or CASE; length 65,536. */
  unitMap: Uint16Array;
  /** 1 where the unit is a Chinese character that simplification may change; length 65,536. */
  traditional: Uint8Array;
}

/** Zero-width and bidirectional controls, soft hyphen, BOM, fillers, variation selectors, tags, interlinear marks. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u;
const NUL = "\u0000";
const DASHES = /[\u2010-\u2015\u2043\u2212\u2500\u2796\ufe58\ufe63\uff0d]/;
const DOTS = /[\u00b7\u0387\u2022\u2027\u2219\u22c5\u30fb\uff65]/;
/** Control characters but tab and line ends; Excel and Word leave vertical tabs where a user broke the line. */
const CONTROLS = /[^\P{Cc}\t\n\r]/u;
const COMBINES = /^[\p{M}\u1161-\u1175\u11a8-\u11c2\u3099\u309a]/u;

/** Han runs found to have no compatibility form, no case and no marks; skipping them makes the table 3 times cheaper to build. */
const isPlainHan = (unit: number) => unit >= 0x4e00 && unit <= 0x9fff;
const isHangul = (unit: number) => unit >= 0xac00 && unit <= 0xd7a3;

/** True for a code point that is removed before anything else. */
export function isInvisible(character: string): boolean {
  return character === NUL || INVISIBLE.test(character);
}

/** Search-key form of a base character with its marks. Context-free: the same cluster always gives the same key. */
export function keyOfCluster(cluster: string): string {
  const key = cluster.normalize("NFKC").toLowerCase().normalize("NFKC");
  return Array.from(key, unifySign).join("");
}

function unifySign(sign: string): string {
  if (isInvisible(sign)) return "";
  if (DASHES.test(sign)) return "-";
  if (DOTS.test(sign)) return "·";
  if (sign === "\u2028" || sign === "\u2029") return "\n";
  if (sign === "\u301c" || sign === "\u223c") return "~";
  return CONTROLS.test(sign) ? " " : sign;
}

let table: CharTable | undefined;

/** The table, built on first use (about 40 ms) so that a process which never normalises does not pay. */
export function charTable(): CharTable {
  table ??= buildTable();
  return table;
}

function buildTable(): CharTable {
  const classes = new Uint8Array(65_536);
  const unitMap = new Uint16Array(65_536);
  const traditional = new Uint8Array(65_536);
  for (let unit = 0; unit < 65_536; unit += 1) {
    if (isHangul(unit)) continue;
    if (unit >= 0xd800 && unit <= 0xdfff) {
      classes[unit] = COMPLEX;
      continue;
    }
    const character = String.fromCharCode(unit);
    if (isPlainHan(unit) || (unit >= 0x3400 && unit <= 0x4dbf)) {
      if (simplifyCharacter(character) !== character) traditional[unit] = 1;
      continue;
    }
    classes[unit] = classOf(character, unitMap);
  }

  for (const character of PHRASE_ONLY_TRADITIONAL) traditional[character.charCodeAt(0)] = 1;
  return { classes, unitMap, traditional };
}

function classOf(character: string, unitMap: Uint16Array): number {
  if (isInvisible(character)) return DROP;
  const composed = character.normalize("NFKC");
  if (COMBINES.test(composed)) return MARK;
  const key = keyOfCluster(character);
  if (key === character) return KEEP;
  if (key.length !== 1) return COMPLEX;
  unitMap[character.charCodeAt(0)] = key.charCodeAt(0);
  return character.toLowerCase() === key ? CASE : MAP;
}
