import { stripAnnotations } from "./annotation.ts";
import { CASE, COMPLEX, charTable, DROP, isInvisible, KEEP, keyOfCluster, MAP, MARK } from "./char-table.ts";
import { hanRunEnd, isHanHighSurrogate, simplifyRun } from "./chinese.ts";
import { findDamage } from "./damage.ts";
import { type Findings, note, type TextChange, type TextFlag } from "./findings.ts";
import { append, finish, identityMap, reserve, type SpanMap, spanBuilder } from "./span-map.ts";

/**
 * A text and its search key. `text` is for searching only: NFKC turns m² into m2, so screens show `raw`.
 * Unit i of `text` was made from `[starts[i], ends[i])` of `raw` (UTF-16 units); both arrays never decrease.
 */
export interface NormalisedText extends SpanMap {
  raw: string;
  changes: TextChange[];
  flags: TextFlag[];
}

/**
 * Search key of a text as people write it: invisible characters out, NFKC, lower case, dashes and name dots unified, pinyin
 * notes behind traditional characters out, traditional → simplified. Linear in the length; accepts any string.
 * `normalise(normalise(x).text).text` equals `normalise(x).text`.
 */
export function normalise(raw: string): NormalisedText {
  const findings = noFindings();
  const map = keyMap(raw, findings);
  findDamage(raw, findings);
  return { raw, ...map, changes: [...findings.changes.values()], flags: [...findings.flags.values()] };
}

/** Only the search key: nobody is told of damage, which takes as long to look for as the key takes to make. */
export function searchKey(raw: string): string {
  return keyMap(raw, noFindings()).text;
}

function noFindings(): Findings {
  return { changes: new Map(), flags: new Map() };
}

function keyMap(raw: string, findings: Findings): SpanMap {
  const map = keyForms(raw, findings);
  const stripped = stripAnnotations(map, findings);
  return hasTraditional(map.text) ? simplified(stripped, findings) : map;
}

/** A base character with more marks than this is noise; the rest is left out, which keeps Unicode reordering linear. */
const MAX_CLUSTER_UNITS = 64;

/** Everything that looks at one character and its marks only. */
function keyForms(raw: string, { changes, flags }: Findings): SpanMap {
  const { classes, unitMap } = charTable();
  let at = 0;
  while (at < raw.length && classes[raw.charCodeAt(at)] === KEEP) at += 1;
  if (at === raw.length) return identityMap(raw);

  const out = spanBuilder(raw.length);
  at = 0;
  while (at < raw.length) {
    const kind = classes[raw.charCodeAt(at)]!;
    if (kind === KEEP || kind === MAP || kind === CASE) {
      reserve(out, 1);
      out.units[out.length] = kind === KEEP ? raw.charCodeAt(at) : unitMap[raw.charCodeAt(at)]!;
      out.starts[out.length] = at;
      out.ends[out.length] = at + 1;
      out.length += 1;
      if (kind === MAP) note(changes, "form", at, at + 1);
      at += 1;
    } else if (kind === DROP) {
      note(changes, "invisible", at, at + 1);
      at += 1;
    } else {
      let start = at;
      if (kind === MARK && out.length > 0) {
        // The unit before was written as a base on its own; take it back and write it with its mark.
        out.length -= 1;
        start = out.starts[out.length]!;
      }
      at = appendCluster(start);
    }
  }
  return finish(out);

  /** Reads one base character and its marks at `start`, appends their key, and returns where the next one starts. */
  function appendCluster(start: number): number {
    let cluster = "";
    let end = start;
    let next = start;
    while (next < raw.length) {
      const kind = classes[raw.charCodeAt(next)]!;
      const character = String.fromCodePoint(raw.codePointAt(next)!);
      if (kind === DROP || (kind === COMPLEX && isInvisible(character))) {
        note(changes, "invisible", next, next + character.length);
      } else if (end === start || kind === MARK || (kind === COMPLEX && /^\p{M}/u.test(character))) {
        if (cluster.length < MAX_CLUSTER_UNITS) cluster += wellFormed(character, next);
        end = next + character.length;
      } else break;
      next += character.length;
    }
    const key = atMost(keyOfCluster(cluster), MAX_CLUSTER_UNITS);
    if (key !== cluster) note(changes, "form", start, end);
    append(out, key, start, end);
    return next;
  }

  function wellFormed(character: string, at: number): string {
    if (character.isWellFormed()) return character;
    note(flags, "lone-surrogate", at, at + 1);
    return "\ufffd";
  }
}

/** The first `units` units without half a surrogate pair at the end. */
function atMost(text: string, units: number): string {
  const cut = text.slice(0, units);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

function hasTraditional(text: string): boolean {
  const { traditional } = charTable();
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (traditional[unit] === 1 || isHanHighSurrogate(unit)) return true;
  }
  return false;
}

/** The map with every run of Chinese characters simplified; lengths and ranges stay, because conversion is unit for unit. */
function simplified(map: SpanMap, { changes }: Findings): SpanMap {
  const { traditional } = charTable();
  const isTraditional = (unit: number) => traditional[unit] === 1 || isHanHighSurrogate(unit);
  const { text, starts, ends } = map;
  const parts: string[] = [];
  let at = 0;
  let copied = 0;
  while (at < text.length) {
    const end = hanRunEnd(text, at);
    if (end === at) {
      at += 1;
      continue;
    }
    const run = text.slice(at, end);
    const converted = simplifyRun(run, isTraditional);
    if (converted !== run) {
      parts.push(text.slice(copied, at), converted);
      copied = end;
      for (let unit = 0; unit < run.length; unit += 1) {
        if (run[unit] !== converted[unit]) note(changes, "traditional", starts[at + unit]!, ends[at + unit]!);
      }
    }
    at = end;
  }
  parts.push(text.slice(copied));
  return { text: parts.join(""), starts, ends };
}
