/** What the normaliser changed, told per kind. */
export type ChangeKind =
  /** Zero-width, bidirectional and NUL characters left out. */
  | "invisible"
  /** Full-width, compatibility and look-alike signs unified (５０ → 50, ㎎ → mg, — → -). */
  | "form"
  /** A pinyin note behind its character left out: 創(chuàng) → 创. */
  | "annotation"
  /** Traditional characters written simplified. */
  | "traditional";

export type FlagKind =
  /** A pinyin note whose character is missing or damaged: `ぎa(chǎn)業`. Never guessed. */
  | "lost-character"
  /** Half of a surrogate pair, now U+FFFD. */
  | "lone-surrogate"
  /** Text decoded with a wrong encoding; `detail` names the likely mix-up. */
  | "mojibake"
  /** A figure or name blotted out: `xx.xx亿元`, `××公司`. The value is unknown, not 0. */
  | "mask";

/** Offsets are UTF-16 units of the raw text, end exclusive. */
type RawRange = readonly [start: number, end: number];

interface Finding<Kind extends string> {
  kind: Kind;
  /** How many times; exact below 2,000, above that runs that touch are counted singly. */
  count: number;
  /** Where, in reading order; the first 2,000 only, so that 10 MB of damage stays small. */
  ranges: RawRange[];
}

export type TextChange = Finding<ChangeKind>;
export type TextFlag = Finding<FlagKind> & {
  /** For mojibake: `gbk-read-utf8` means that UTF-8 bytes were read as GBK, and so on. */
  detail?: "gbk-read-utf8" | "latin1-read-utf8" | "latin1-read-gbk" | "replacement";
};

/** Everything found in one text so far. */
export interface Findings {
  changes: Map<ChangeKind, TextChange>;
  flags: Map<FlagKind, TextFlag>;
}

const MAX_RANGES = 2_000;

/**
 * Adds one occurrence; expects reading order. One that touches or overlaps the one before is joined to it (a run of full-width
 * digits is one change), except for pinyin notes, which are counted one by one.
 */
export function note<Kind extends string>(findings: Map<Kind, Finding<Kind>>, kind: Kind, start: number, end: number) {
  let finding = findings.get(kind);
  if (finding === undefined) {
    finding = { kind, count: 0, ranges: [] };
    findings.set(kind, finding);
  }
  const last = finding.ranges.at(-1);
  if (last !== undefined && start <= last[1] && kind !== "annotation") {
    finding.ranges[finding.ranges.length - 1] = [last[0], Math.max(last[1], end)];
    return;
  }
  finding.count += 1;
  if (finding.ranges.length < MAX_RANGES) finding.ranges.push([start, end]);
}
