import { isHanHighSurrogate, isHanUnit } from "./chinese.ts";

export type RunKind =
  /** Chinese characters. */
  | "han"
  /** A word of any other script, with the digits inside or behind it (`tig`, `al2o3`, `q235`, `5g`). */
  | "latin"
  /** A figure: digits, one decimal point, thousands commas. */
  | "number";

const OTHER = 0;
const HAN = 1;
const LETTER = 2;
const DIGIT = 3;

/** Longer words are encoded data or damage, not something anyone searches for. */
const MAX_WORD_UNITS = 64;

/**
 * Units that may be glued to a figure, lower case as in search keys. Only then is `80mg` two terms, so that it meets `80 mg`;
 * 5g, 3d and 304l stay whole although g, d and l are units: there the letter is part of a name.
 */
const GLUED_UNITS = new Set(
  (
    "mg kg ug μg ng t mm cm dm m km nm um μm mm2 cm2 m2 km2 mm3 cm3 m3 ml μl w kw mw gw kwh mwh wh v mv kv a ma ah mah hz khz mhz ghz " +
    "pa kpa mpa gpa n kn j kj mj mol mmol k h min s ms db dba rpm ppm ppb mbps gbps kb mb gb tb bar lux lm kva mva va ω kω mω ev kev"
  ).split(" "),
);

let unitClasses: Uint8Array | undefined;

function classes(): Uint8Array {
  if (unitClasses !== undefined) return unitClasses;
  unitClasses = new Uint8Array(65_536);
  for (let unit = 0; unit < 65_536; unit += 1) {
    if (isHanUnit(unit) || isHanHighSurrogate(unit)) unitClasses[unit] = HAN;
    else if (unit >= 0x30 && unit <= 0x39) unitClasses[unit] = DIGIT;
    else if (/[\p{L}\p{M}\p{N}]/u.test(String.fromCharCode(unit))) unitClasses[unit] = LETTER;
  }
  return unitClasses;
}

/** Whether the unit belongs to a word of another script than Chinese, or to a figure. */
export function isWordUnit(text: string, at: number): boolean {
  return classes()[text.charCodeAt(at)]! >= LETTER;
}

/**
 * Walks a search key (`NormalisedText.text`) and reports its runs in order; everything else separates.
 * Masks (`xx`, `xxxx`) and words above 64 units are passed over.
 */
export function forEachRun(text: string, visit: (kind: RunKind, start: number, end: number) => void): void {
  const classOf = classes();
  const { length } = text;
  let at = 0;
  while (at < length) {
    const kind = classOf[text.charCodeAt(at)]!;
    if (kind === OTHER) {
      at += 1;
    } else if (kind === HAN) {
      const start = at;
      // A high surrogate is of class HAN, the low one behind it is not.
      while (at < length && classOf[text.charCodeAt(at)] === HAN) at += isHanUnit(text.charCodeAt(at)) ? 1 : 2;
      visit("han", start, at);
    } else {
      const start = at;
      if (kind === DIGIT) at = numberEnd(text, at);
      const wordFrom = at;
      while (at < length && classOf[text.charCodeAt(at)]! >= LETTER) at += 1;
      if (kind === LETTER || !(wordFrom === at || splitsAfterNumber(text, start, wordFrom, at))) visitWord(start, at);
      else {
        if (wordFrom - start <= MAX_WORD_UNITS) visit("number", start, wordFrom);
        if (at > wordFrom) visitWord(wordFrom, at);
      }
    }
  }

  function visitWord(start: number, end: number): void {
    if (end - start > MAX_WORD_UNITS || isMask(text, start, end)) return;
    visit("latin", start, end);
  }
}

/** End of the figure at `from`: `80`, `0.1`, `1,200`. A comma counts only before exactly three digits and after one to three. */
function numberEnd(text: string, from: number): number {
  let at = digitsEnd(text, from);
  if (at - from <= 3) {
    while (text[at] === "," && digitsEnd(text, at + 1) === at + 4) at += 4;
  }
  if (text[at] === "." && digitsEnd(text, at + 1) > at + 1) at = digitsEnd(text, at + 1);
  return at;
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at += 1;
  return at;
}

/** Whether the letters behind a figure are a word of their own: after a decimal figure always, else only known units. */
function splitsAfterNumber(text: string, start: number, wordFrom: number, end: number): boolean {
  const isWhole = digitsEnd(text, start) === wordFrom;
  return !isWhole || GLUED_UNITS.has(text.slice(wordFrom, end));
}

function isMask(text: string, start: number, end: number): boolean {
  if (end - start < 2) return false;
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) !== 0x78) return false;
  return true;
}
