/** Between short phrases: keywords, directions, modes, names. */
const phraseSeparators = new Set([";", "；", "、", ",", "，", "\n"]);
/** Between titles of papers, patents and projects: those contain commas and 、 of their own. */
const titleSeparators = new Set([";", "；", "\n"]);

const openers = "([{（［｛【〔《「『“";
const closers = ")]}）］｝】〕》」』”";

/** Phrases of one cell, in order: split on ; ； 、 , ， and line breaks outside brackets.
 * A leading numbering (1. 2. / ① ②) is dropped, `1,200` stays whole, an item in "double quotes" is taken as it stands. */
export function splitPhrases(text: string): string[] {
  return split(text, phraseSeparators);
}

/** Keywords: as {@link splitPhrases}, and Chinese words parted by spaces only are parted too. */
export function splitKeywords(text: string): string[] {
  const items = split(text, phraseSeparators);
  const [only] = items;
  if (items.length !== 1 || only === undefined || text.trim().startsWith('"')) return items;
  const words = only.split(/[\s\u3000]+/);
  return words.every((word) => /[\u4e00-\u9fff]/.test(word)) ? words : items;
}

/** Titles of one cell, in order: split on ; ； and line breaks only. */
export function splitTitles(text: string): string[] {
  return split(text, titleSeparators);
}

/** One cell that `read` turns back into exactly `items`; items that would not survive are put in double quotes. */
export function joinItems(items: readonly string[], glue: "；" | "\n", read: (text: string) => string[]): string {
  const plain = items.join(glue);
  if (sameItems(read(plain), items)) return plain;
  return items.map((item) => `"${item.replaceAll('"', '""')}"`).join(glue);
}

function sameItems(found: readonly string[], items: readonly string[]): boolean {
  return found.length === items.length && found.every((item, index) => item === items[index]);
}

function split(text: string, separators: ReadonlySet<string>): string[] {
  const source = dropNumbering(text);
  const items = splitOutside(source, separators, true) ?? splitOutside(source, separators, false) ?? [];
  return items.filter((item) => item !== "");
}

/** @returns null when brackets are respected and one is never closed, which would swallow the rest */
function splitOutside(text: string, separators: ReadonlySet<string>, respectBrackets: boolean): string[] | null {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  const push = (end: number) => {
    const item = text.slice(start, end).trim();
    items.push(/[^.]。$|；$/.test(item) ? item.slice(0, -1) : item);
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"' && text.slice(start, at).trim() === "") {
      const quoted = readQuoted(text, at, separators);
      if (quoted !== null) {
        items.push(quoted.value);
        at = quoted.end;
        start = at + 1;
        continue;
      }
    }
    if (respectBrackets && openers.includes(character)) depth += 1;
    else if (respectBrackets && closers.includes(character)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && separators.has(character) && !(character === "," && isThousands(text, at))) {
      push(at);
      start = at + 1;
    }
  }
  push(text.length);
  return depth === 0 ? items : null;
}

/** A quoted item from the quote at `at`; `end` is the separator after it (or the text's length). null when it does not close at one. */
function readQuoted(text: string, at: number, separators: ReadonlySet<string>): { value: string; end: number } | null {
  let value = "";
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    value += text.slice(from, quote);
    if (text[quote + 1] === '"') {
      value += '"';
      from = quote + 2;
      continue;
    }
    const next = text[quote + 1];
    return next === undefined || separators.has(next) ? { value: value.trim(), end: quote + 1 } : null;
  }
}

function isThousands(text: string, at: number): boolean {
  return /\d/.test(text[at - 1] ?? "") && /^\d{3}(?!\d)/.test(text.slice(at + 1, at + 5));
}

/** `1.甲 2.乙` and `①甲②乙` become lines; a text that does not begin with number one is left alone. */
function dropNumbering(text: string): string {
  if (/^\s*①/.test(text)) return text.replaceAll(/[①-⑳]\s*/g, "\n");
  if (!/^\s*[（([]?1[)）\]、.．](?!\d)/.test(text)) return text;
  return text.replaceAll(/(^|[\s；;，,。、])[（([]?\d{1,2}[)）\]、.．](?!\d)\s*/g, "\n");
}
