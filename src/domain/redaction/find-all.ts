import type { SpanMap } from "../../text/span-map.ts";
import { type NameParts, namePartsOf } from "./company-name.ts";
import { findContacts } from "./contact-rules.ts";
import { findFigures } from "./figure-rules.ts";
import { findAddresses } from "./find-addresses.ts";
import { findBrands } from "./find-brands.ts";
import { findCompanies } from "./find-companies.ts";
import { findPeople } from "./find-people.ts";
import { findFramedNames, findKnownNames } from "./find-short-names.ts";
import { findWords, wordsOf } from "./find-words.ts";
import type { Candidate, Finding } from "./finding.ts";
import { mergeFindings } from "./merge-findings.ts";
import { findNumbers } from "./number-rules.ts";
import { type Reading, readText } from "./read-text.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Whose need it is. `aliases`: other names it goes by; `people`: names of its contacts, when known. */
export interface OwnNames {
  name: string;
  aliases?: readonly string[];
  people?: readonly string[];
}

/** Everything in `texts` that would tell who the firm is, text by text, in reading order without overlaps. What is found in one
 * text is a finding in all of them, however it is written there. Linear in the length of the texts.
 * @param own null when the organisation is not known: its short names are then found only where the words around tell */
export function findAll(texts: readonly string[], own: OwnNames | null, vocabulary: Vocabulary): Finding[][] {
  const readings = texts.map(readText);
  const formal = readings.map((reading) => namesIn(reading, vocabulary));
  const known = knownParts(own, formal.flat(), vocabulary);
  const found = readings.map((reading, at) =>
    mergeFindings([
      ...ownFindings(reading, own),
      ...formal[at]!,
      ...known.flatMap(({ parts, own }) => {
        const names = findKnownNames(reading.tight, parts, vocabulary, own);
        return toFindings(reading.raw, reading.tight, names);
      }),
      ...patternsIn(reading),
      ...toFindings(reading.raw, reading, [...findFigures(reading.key), ...findBrands(reading)]),
      ...toFindings(reading.raw, reading, findPeople({ text: reading.key }, vocabulary)),
      ...toFindings(reading.raw, reading.tight, [
        ...findAddresses(reading.tight, vocabulary),
        ...findFramedNames(reading.tight, vocabulary),
      ]),
    ]),
  );
  return settle(texts, found);
}

/** Rounds of looking again; one is enough but for values that several others hide. */
const mostRounds = 4;
/** Stands for a unit that is redacted already; part of no word, name or figure. */
const blank = "\u25a1";

/** Looks again, round by round, with what is found blanked out: for the same words elsewhere, and for numbers that were glued to
 * a value and stand free once it is gone. */
function settle(texts: readonly string[], found: Finding[][]): Finding[][] {
  let settled = found;
  const words = wordsOf(settled.flat());
  for (let round = 0; round < mostRounds; round += 1) {
    const more = texts.map((text, at) => {
      const reading = readText(blankOut(text, settled[at]!));
      return [...(round === 0 ? [] : patternsIn(reading)), ...findWords(reading, words)];
    });
    if (round > 0 && more.every((findings) => findings.length === 0)) break;
    settled = settled.map((findings, at) => mergeFindings([...findings, ...more[at]!]));
    for (const [word, finding] of wordsOf(more.flat())) if (!words.has(word)) words.set(word, finding);
  }
  return settled.map((findings, at) =>
    findings.map((finding) => ({ ...finding, text: texts[at]!.slice(finding.start, finding.end) })),
  );
}

function blankOut(text: string, findings: readonly Finding[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of findings) {
    parts.push(text.slice(from, start), blank.repeat(end - start));
    from = end;
  }
  return parts.join("") + text.slice(from);
}

function patternsIn(reading: Reading): Finding[] {
  return toFindings(reading.raw, reading, [...findContacts(reading.key), ...findNumbers(reading.key)]);
}

/** Bodies named in full; where scanning tore a name apart, the tight reading finds it. */
function namesIn(reading: Reading, vocabulary: Vocabulary): Finding[] {
  const asWritten = toFindings(reading.raw, reading, findCompanies({ text: reading.key }, vocabulary));
  if (reading.tight.text.length === reading.key.length) return asWritten;
  const tight = toFindings(reading.raw, reading.tight, findCompanies(reading.tight, vocabulary));
  let next = 0;
  const torn = tight.filter(({ start, end }) => {
    while (next < asWritten.length && asWritten[next]!.end <= start) next += 1;
    return (asWritten[next]?.start ?? Number.POSITIVE_INFINITY) >= end;
  });
  return [...asWritten, ...torn];
}

interface KnownName {
  parts: NameParts;
  own: boolean;
}

/** The names to look for: the organisation's own, and of each firm named in full. */
function knownParts(own: OwnNames | null, named: readonly Finding[], vocabulary: Vocabulary): KnownName[] {
  const byStem = new Map<string, KnownName>();
  const add = (name: string, isOwn: boolean) => {
    const parts = namePartsOf(name, vocabulary);
    if (!byStem.has(parts.stem)) byStem.set(parts.stem, { parts, own: isOwn });
  };
  for (const name of own === null ? [] : [own.name, ...(own.aliases ?? [])]) add(name, true);
  for (const { text } of named) add(text, false);
  return [...byStem.values()].slice(0, mostNames);
}

/** A text that names more firms than this is a list of firms; each further one costs a walk through the text. */
const mostNames = 200;

function ownFindings({ raw, tight }: Reading, own: OwnNames | null): Finding[] {
  if (own === null) return [];
  const names = [own.name, ...(own.aliases ?? [])].map((name) => ({
    name,
    kind: "company" as const,
    reason: "填报单位的名称",
    replacement: "本企业",
  }));
  const people = (own.people ?? []).map((name) => ({
    name,
    kind: "person" as const,
    reason: "填报单位的联系人",
    replacement: "某人",
  }));
  return [...names, ...people].flatMap(({ name, ...finding }) => {
    const word = readText(name).tight.text.replaceAll(" ", "");
    if (word.length < 2) return [];
    const found: Candidate[] = [];
    for (let start = tight.text.indexOf(word); start !== -1; start = tight.text.indexOf(word, start + word.length)) {
      found.push({ ...finding, start, end: start + word.length });
    }
    return toFindings(raw, tight, found);
  });
}

function toFindings(raw: string, map: Pick<SpanMap, "starts" | "ends">, found: readonly Candidate[]): Finding[] {
  return found.map(({ kind, reason, replacement, ...span }) => {
    const start = map.starts[span.start]!;
    const end = map.ends[span.end - 1]!;
    return { kind, start, end, text: raw.slice(start, end), reason, replacement };
  });
}
