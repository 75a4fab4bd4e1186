/** One entry of a code list. */
export interface CodeItem {
  code: string;
  /** null for a root. */
  parentCode: string | null;
  name: string;
  /** Other exact spellings of the name. */
  aliases: readonly string[];
  /** true when the code may be read in old records but not chosen in new ones. */
  retired: boolean;
}

/** A forest of codes: fields, industries, disciplines, regions. Children and roots keep the order of the file. */
export interface CodeList {
  /** Every entry, retired ones included, in file order. */
  items(): readonly CodeItem[];
  /** The entry of a code, retired or not; undefined when the list has no such code. */
  get(code: string): CodeItem | undefined;
  /** Name of a code, or undefined when the list has no such code. */
  name(code: string): string | undefined;
  /** Codes from the root to `code`, both included; empty when the list has no such code. */
  path(code: string): string[];
  /** Entries in use directly below `code`. */
  children(code: string): CodeItem[];
  /** Entries in use without a parent. */
  roots(): CodeItem[];
  /** Code in use whose name or alias is exactly `name` after trimming. When entries on one branch share the name
   * (大类 and 中类 often do) the highest wins; when they lie on different branches the answer is undefined. */
  find(name: string): string | undefined;
  /** How near two codes are.
   * @returns 1 same code; .6 same parent, or one directly below the other; .3 same root; 0 otherwise or unknown code */
  proximity(a: string, b: string): number;
}

const sameCode = 1;
const sameParent = 0.6;
const sameRoot = 0.3;
const unrelated = 0;

/** Reads a code list from tab-separated text: a header row with at least `code`, `parentCode` and `name`; optional
 * `aliases` (separated by |) and `retired` (any text means yes). Further columns are ignored.
 * @throws RangeError naming the 1-based row when a column or value is missing, a code repeats, or a parent is
 *   unknown or its own descendant */
export function parseCodeList(tsv: string): CodeList {
  const byCode = new Map<string, CodeItem>();
  for (const item of readItems(tsv)) byCode.set(item.code, item);

  const below = new Map<string | null, CodeItem[]>();
  const byName = new Map<string, CodeItem[]>();
  for (const item of byCode.values()) {
    checkBranch(item, byCode);
    if (item.retired) continue;
    append(below, item.parentCode, item);
    for (const name of new Set([item.name, ...item.aliases])) append(byName, name, item);
  }

  function path(code: string): string[] {
    const codes: string[] = [];
    for (let item = byCode.get(code); item !== undefined; item = parentOf(item, byCode)) codes.unshift(item.code);
    return codes;
  }

  return {
    items: () => [...byCode.values()],
    get: (code) => byCode.get(code),
    name: (code) => byCode.get(code)?.name,
    path,
    children: (code) => [...(below.get(code) ?? [])],
    roots: () => [...(below.get(null) ?? [])],
    find(name) {
      const found = (byName.get(name.trim()) ?? []).map((item) => path(item.code));
      const highest = found.sort((a, b) => a.length - b.length)[0];
      if (highest === undefined) return undefined;
      const code = highest[highest.length - 1];
      return code !== undefined && found.every((codes) => codes.includes(code)) ? code : undefined;
    },
    proximity(a, b) {
      const [pathA, pathB] = [path(a), path(b)];
      if (pathA.length === 0 || pathB.length === 0 || pathA[0] !== pathB[0]) return unrelated;
      if (a === b) return sameCode;
      const [parentA, parentB] = [pathA.at(-2), pathB.at(-2)];
      return parentA === parentB || parentA === b || parentB === a ? sameParent : sameRoot;
    },
  };
}

/** Rows of the text as items, each code once. */
function readItems(tsv: string): CodeItem[] {
  const lines = tsv.replace(/^\uFEFF/, "").split(/\r?\n/);
  const header = (lines[0] ?? "").split("\t");
  for (const column of ["code", "parentCode", "name"]) {
    if (!header.includes(column)) throw new RangeError(`Code list has no column ${column}`);
  }
  const items = new Map<string, CodeItem>();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === "") continue;
    const cells = line.split("\t");
    const cell = (column: string) => (cells[header.indexOf(column)] ?? "").trim();
    const code = cell("code");
    const name = cell("name");
    if (code === "" || name === "") throw new RangeError(`Code list row ${index + 1} lacks a code or a name`);
    if (items.has(code)) throw new RangeError(`Code list row ${index + 1} repeats code ${code}`);
    const aliases = cell("aliases")
      .split("|")
      .map((alias) => alias.trim())
      .filter((alias) => alias !== "");
    items.set(code, { code, parentCode: cell("parentCode") || null, name, aliases, retired: cell("retired") !== "" });
  }
  return [...items.values()];
}

/** Follows the parents of `item` to a root. */
function checkBranch(item: CodeItem, byCode: ReadonlyMap<string, CodeItem>): void {
  const seen = new Set<string>([item.code]);
  for (let parentCode = item.parentCode; parentCode !== null; ) {
    const parent = byCode.get(parentCode);
    if (parent === undefined) throw new RangeError(`Code ${item.code} has an unknown ancestor ${parentCode}`);
    if (seen.has(parentCode)) throw new RangeError(`Code ${item.code} is its own ancestor`);
    seen.add(parentCode);
    parentCode = parent.parentCode;
  }
}

function parentOf(item: CodeItem, byCode: ReadonlyMap<string, CodeItem>): CodeItem | undefined {
  return item.parentCode === null ? undefined : byCode.get(item.parentCode);
}

function append<K>(map: Map<K, CodeItem[]>, key: K, item: CodeItem): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
