import type { NameKeys } from "./name-keys.ts";
import type { Pacer } from "./pacer.ts";
import { compareText } from "./segment/label-column.ts";
import { TopHits } from "./top-hits.ts";

/** A name and the forms it is found by. */
export interface NameEntry {
  text: string;
  /** Normalised text. */
  key: string;
  /** Pinyin of the first characters, and their initials. */
  full: string;
  initials: string;
  /** Live documents that carry the name. */
  count: number;
}

export type NameForm = "key" | "full" | "initials";
const forms: readonly NameForm[] = ["key", "full", "initials"];

/** Pinyin covers this many characters: nobody types more of a name by its sound, and long titles cost the most to read. */
export const pinyinChars = 12;
/** Names not yet sorted in are compared one by one; this many cost about 0.1 ms a look-up. */
const mostPending = 1024;
/** Share of the sorted names that may be pending, so that sorting in costs the same per name at any size. */
const pendingShare = 1 / 8;
/** Names between two looks at the clock. */
const pauseEvery = 16;

/** Stands between names that are joined; a text that holds it is looked for nowhere. */
const between = "\n";

interface JoinedNames {
  sorted: readonly NameEntry[];
  all: string;
  /** Where each name begins. */
  starts: Uint32Array;
}

/** Names of one kind's live documents, found by the beginning of their text, pinyin or initials. */
export class NameBook {
  readonly #keys: NameKeys;
  readonly #entries = new Map<string, NameEntry>();
  /** All but the pending entries, sorted by each form. */
  #sorted: Record<NameForm, readonly NameEntry[]> = { key: [], full: [], initials: [] };
  #pending: NameEntry[] = [];
  #joined: Partial<Record<NameForm, JoinedNames>> = {};

  constructor(keys: NameKeys) {
    this.#keys = keys;
  }

  /** Works out the forms of names, so that `acquire` of them is quick. */
  async prepare(names: readonly string[], pacer: Pacer): Promise<void> {
    for (const [at, name] of names.entries()) {
      this.#entry(name);
      if (at % pauseEvery === 0 && pacer.due()) await pacer.rest();
    }
  }

  /** One more live document carries the name. */
  acquire(name: string): void {
    this.#entry(name).count++;
  }

  /** One live document fewer carries the name. */
  release(name: string): void {
    const entry = this.#entries.get(name);
    if (entry !== undefined) entry.count--;
  }

  /** Sorts pending names in when they are many or `always`, and forgets names without documents. */
  async settle(pacer: Pacer, always: boolean): Promise<void> {
    const worthwhile = Math.max(mostPending, this.#sorted.key.length * pendingShare);
    if (!always && this.#pending.length < worthwhile) return;
    const pending = this.#pending.length;
    const sorted = { ...this.#sorted };
    for (const form of forms) {
      const added = this.#pending.slice(0, pending).sort((a, b) => compareEntries(a, b, form));
      sorted[form] = await mergeEntries(this.#sorted[form], added, form, pacer);
    }
    for (const entry of [...this.#sorted.key, ...this.#pending.slice(0, pending)]) {
      if (entry.count <= 0) this.#entries.delete(entry.text);
    }
    this.#sorted = sorted;
    this.#pending = this.#pending.slice(pending);
  }

  /** Live entries whose form starts with the prefix, in no order. */
  *starting(form: NameForm, prefix: string): Generator<NameEntry> {
    const sorted = this.#sorted[form];
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]![form] < prefix) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < sorted.length && sorted[at]![form].startsWith(prefix); at++) {
      if (sorted[at]!.count > 0) yield sorted[at]!;
    }
    for (const entry of this.#pending) if (entry.count > 0 && entry[form].startsWith(prefix)) yield entry;
  }

  /** Live entries whose form holds the text inside, in no order. */
  *containing(form: NameForm, text: string): Generator<NameEntry> {
    if (text === "" || text.includes(between)) return;
    const { sorted, all, starts } = this.#joinedBy(form);
    for (let found = all.indexOf(text); found >= 0; ) {
      const at = lastUpTo(starts, found);
      if (sorted[at]!.count > 0) yield sorted[at]!;
      const next = starts[at + 1];
      found = next === undefined ? -1 : all.indexOf(text, next);
    }
    for (const entry of this.#pending) if (entry.count > 0 && entry[form].includes(text)) yield entry;
  }

  /** The sorted names as one text: a look inside all of them costs one search. */
  #joinedBy(form: NameForm): JoinedNames {
    const sorted = this.#sorted[form];
    const kept = this.#joined[form];
    if (kept?.sorted === sorted) return kept;
    const starts = new Uint32Array(sorted.length);
    for (let at = 1; at < sorted.length; at++) starts[at] = starts[at - 1]! + sorted[at - 1]![form].length + 1;
    const joined = { sorted, all: sorted.map((entry) => entry[form]).join(between), starts };
    this.#joined[form] = joined;
    return joined;
  }

  /** Every live entry, in no order. */
  *all(): Generator<NameEntry> {
    for (const entry of this.#sorted.key) if (entry.count > 0) yield entry;
    for (const entry of this.#pending) if (entry.count > 0) yield entry;
  }

  /** Names that complete what was typed: text, pinyin or initials; the most frequent first, then the shorter, then by text. */
  suggest(typed: string, limit: number): NameEntry[] {
    const key = this.#keys.normalise(typed).trim();
    if (key === "") return [];
    const letters = key.replaceAll(/[\s']/g, "");
    // Spellings of one name fold together below, so more are kept than asked for.
    const top = new TopHits<NameEntry>(limit * 4, compareNames);
    const seen = new Set<NameEntry>();
    for (const form of /^[a-z]+$/.test(letters) ? forms : (["key"] as const)) {
      for (const entry of this.starting(form, form === "key" ? key : letters)) {
        if (seen.has(entry)) continue;
        seen.add(entry);
        top.offer(entry);
      }
    }
    const folded = new Map<string, NameEntry>();
    for (const entry of top.sorted()) if (!folded.has(entry.key)) folded.set(entry.key, entry);
    return [...folded.values()].slice(0, limit);
  }

  /** Stored forms of a name, for saving. */
  pinyinOf(name: string): [full: string, initials: string] {
    const entry = this.#entry(name);
    return [entry.full, entry.initials];
  }

  /** Positions of `names` sorted by each form, for saving. Quick once settled. */
  orderOf(names: readonly string[]): Record<NameForm, Uint32Array> {
    const positions = new Map(names.map((name, at) => [name, at]));
    const order = (form: NameForm) => {
      const sorted =
        this.#pending.length === 0
          ? this.#sorted[form].filter(({ text }) => positions.has(text))
          : names.map((name) => this.#entry(name)).sort((a, b) => compareEntries(a, b, form));
      return Uint32Array.from(sorted, ({ text }) => positions.get(text)!);
    };
    return { key: order("key"), full: order("full"), initials: order("initials") };
  }

  /** Takes over names with their saved pinyin and order in place of everything held.
   * @throws RangeError if the order is not one of these names */
  restore(
    names: readonly string[],
    pinyin: readonly (readonly [string, string])[],
    counts: Uint32Array,
    order: Record<NameForm, Uint32Array>,
  ): void {
    const entries = names.map((text, at): NameEntry => {
      const [full, initials] = pinyin[at]!;
      return { text, key: this.#keyOf(text), full, initials, count: counts[at]! };
    });
    const sorted = (form: NameForm) => {
      const list = Array.from(order[form], (at) => entries[at]);
      if (list.length !== entries.length || list.includes(undefined))
        throw new RangeError(`Order of names by ${form} is wrong`);
      return list as NameEntry[];
    };
    this.#sorted = { key: sorted("key"), full: sorted("full"), initials: sorted("initials") };
    this.#pending = [];
    this.#entries.clear();
    for (const entry of entries) this.#entries.set(entry.text, entry);
  }

  #entry(name: string): NameEntry {
    let entry = this.#entries.get(name);
    if (entry === undefined) {
      const key = this.#keyOf(name);
      const { full, initials } = this.#keys.pinyin([...key].slice(0, pinyinChars).join(""));
      entry = { text: name, key, full, initials, count: 0 };
      this.#entries.set(name, entry);
      this.#pending.push(entry);
    }
    return entry;
  }

  /** The same string object where normalising changes nothing, which saves its memory. */
  #keyOf(name: string): string {
    const key = this.#keys.normalise(name).trim();
    return key === name ? name : key;
  }
}

/** Position of the last start at or before `at`. */
function lastUpTo(starts: Uint32Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Order of suggestions. */
export function compareNames(a: NameEntry, b: NameEntry): number {
  return b.count - a.count || a.text.length - b.text.length || compareText(a.text, b.text);
}

function compareEntries(a: NameEntry, b: NameEntry, form: NameForm): number {
  return compareText(a[form], b[form]) || compareText(a.text, b.text);
}

async function mergeEntries(
  a: readonly NameEntry[],
  b: readonly NameEntry[],
  form: NameForm,
  pacer: Pacer,
): Promise<NameEntry[]> {
  const merged: NameEntry[] = [];
  let atA = 0;
  let atB = 0;
  for (let step = 0; atA < a.length || atB < b.length; step++) {
    const fromA = atB >= b.length || (atA < a.length && compareEntries(a[atA]!, b[atB]!, form) <= 0);
    const entry = fromA ? a[atA++]! : b[atB++]!;
    if (entry.count > 0) merged.push(entry);
    if (step % 1024 === 0 && pacer.due()) await pacer.rest();
  }
  return merged;
}
