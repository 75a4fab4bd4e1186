import type { CodeList } from "../taxonomy/code-list.ts";
import { regionLevel } from "../taxonomy/region-code.ts";
import { regionNameIndex } from "../taxonomy/region-names.ts";
import { genericWords, tradeWords } from "./company-words.ts";

/** Word lists of an installation, from data/. */
export interface RedactionLists {
  regions: CodeList;
  industries: CodeList;
  /** Family names, one or two characters: `parseSurnames` of data/names/surnames.tsv. */
  surnames: ReadonlySet<string>;
}

/** A region's name in a text. */
export interface RegionMention {
  chars: number;
  /** Official name (武进区), not a short one. */
  full: boolean;
  level: "province" | "city" | "county";
}

/** What the name detectors look words up in. */
export interface Vocabulary {
  surnames: ReadonlySet<string>;
  /** The longest region name that starts at `at`. */
  regionAt(key: string, at: number): RegionMention | null;
  /** Length of the longest trade word of two or more characters that starts at `at`; 0 without one. */
  tradeAt(key: string, at: number): number;
  /** Whether a text is nothing but trades and words said of any firm (国内化工, 国家重点). "" is. */
  isGeneric(text: string): boolean;
}

/** Surnames of a file with a header row and rows of `part TAB surnames`: characters in a row are one surname each, longer ones
 * stand apart. @throws RangeError naming the 1-based row without surnames */
export function parseSurnames(tsv: string): Set<string> {
  const surnames = new Set<string>();
  for (const [index, line] of tsv.split(/\r?\n/).entries()) {
    if (index === 0 || line === "") continue;
    const cell = line.split("\t")[1]?.trim() ?? "";
    if (cell === "") throw new RangeError(`Surname list row ${index + 1} has no surnames`);
    for (const surname of cell.includes(" ") ? cell.split(/ +/) : Array.from(cell)) surnames.add(surname);
  }
  return surnames;
}

const trailing = /(?:制造|加工|生产|开采|采选|服务|批发|零售|修理|种植|养殖|业|活动)$/;
const longestTrade = 6;

/** The trades an industry list names: its names in pieces, with and without 制造, 加工, 业 at the end. */
function tradesOf(industries: CodeList): string[] {
  return industries.items().flatMap(({ name }) =>
    name
      .split(/[、，,和及与或的()（）\s;；·]|其他|未列明|专用|相关|通用|以外/)
      .flatMap((piece) => [piece, piece.replace(trailing, "")])
      .filter((piece) => piece.length >= 2 && piece.length <= longestTrade && /^\p{Script=Han}+$/u.test(piece)),
  );
}

/** Prepares the lists once; every look-up is of bounded length. */
export function createVocabulary({ regions, industries, surnames }: RedactionLists): Vocabulary {
  const { byText, longest } = regionNameIndex(regions);
  const regionHeads = new Set(Array.from(byText.keys(), (name) => name.slice(0, 2)));
  const trades = new Set([...tradeWords, ...tradesOf(industries)]);
  const general = new Set([...trades, ...genericWords]);

  return {
    surnames,
    regionAt(key, at) {
      if (!regionHeads.has(key.slice(at, at + 2))) return null;
      for (let chars = Math.min(longest, key.length - at); chars >= 2; chars -= 1) {
        const names = byText.get(key.slice(at, at + chars));
        if (names === undefined) continue;
        const levels = names.map(({ code }) => regionLevel(code));
        const level = levels.includes("province") ? "province" : levels.includes("city") ? "city" : "county";
        return { chars, full: names.some(({ full }) => full), level };
      }
      return null;
    },
    tradeAt(key, at) {
      for (let chars = Math.min(longestTrade, key.length - at); chars >= 2; chars -= 1) {
        if (trades.has(key.slice(at, at + chars))) return chars;
      }
      return 0;
    },
    isGeneric(text) {
      const reached = new Uint8Array(text.length + 1);
      reached[0] = 1;
      for (let at = 0; at < text.length; at += 1) {
        if (reached[at] === 0) continue;
        for (let end = at + 1; end <= Math.min(text.length, at + longestTrade); end += 1) {
          if (general.has(text.slice(at, end))) reached[end] = 1;
        }
      }
      return reached[text.length] === 1;
    },
  };
}
