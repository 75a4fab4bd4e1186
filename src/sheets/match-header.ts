import type { EntityKind } from "../domain/shared/entity.ts";
import { ignoredHeaders } from "./columns/column.ts";
import { columnsOf } from "./columns/kinds.ts";
import { headerHead, readHeader } from "./header-text.ts";

/** How sure a header is: by name, by a general name, or only because it ends in a known name. */
export type HeaderTrust = "strong" | "weak" | "guessed";

export type HeaderMatch =
  | { kind: "one"; key: string; trust: HeaderTrust }
  | { kind: "ambiguous"; keys: string[] }
  | { kind: "none" };

const none: HeaderMatch = { kind: "none" };

/** Headers that people use for two of our columns; a person has to choose. */
const ambiguousHeaders: Record<EntityKind, Record<string, string[]>> = {
  need: {
    类别: ["kind", "field"],
    类型: ["kind", "field"],
    分类: ["kind", "field", "industry"],
    要求: ["target", "indicators"],
    具体要求: ["target", "indicators"],
    时间: ["deadline"],
    方向: ["field", "keyTechnology"],
  },
  expert: {
    成果: ["papers", "patents"],
    方向: ["researchDirections", "fields"],
    领域方向: ["researchDirections", "fields"],
  },
  achievement: {
    类别: ["field", "transferModes"],
    类型: ["field", "transferModes"],
    分类: ["field", "transferModes"],
    状态: ["ipStatus", "stage"],
    成果状态: ["stage", "ipStatus"],
  },
};

/** A header must have this many characters of a known name at its end before it is guessed. */
const MIN_GUESS_CHARS = 4;

interface NameTable {
  strong: Map<string, string>;
  weak: Map<string, string>;
}

const nameTables: Record<EntityKind, NameTable> = {
  need: buildNames("need"),
  expert: buildNames("expert"),
  achievement: buildNames("achievement"),
};
const ignored = new Set(ignoredHeaders.map((header) => readHeader(header).key));

/** Longer cells are text, not headers, even those with an explanation in them. */
const MAX_HEADER_CHARS = 300;

/** Which column of `kind` a header names. */
export function matchHeader(kind: EntityKind, text: string): HeaderMatch {
  if (text.length > MAX_HEADER_CHARS) return none;
  const { key } = readHeader(text);
  if (key === "" || ignored.has(key)) return none;
  const found = lookUp(kind, key);
  if (found.kind !== "none") return found;
  const head = headerHead(text);
  if (head !== "") {
    const byHead = lookUp(kind, readHeader(head).key);
    if (byHead.kind !== "none") return byHead;
  }
  return guess(kind, key);
}

function lookUp(kind: EntityKind, key: string): HeaderMatch {
  const { strong, weak } = nameTables[kind];
  const byStrong = strong.get(key);
  if (byStrong !== undefined) return { kind: "one", key: byStrong, trust: "strong" };
  const keys = Object.hasOwn(ambiguousHeaders[kind], key) ? ambiguousHeaders[kind][key] : undefined;
  if (keys !== undefined)
    return keys.length === 1 ? { kind: "one", key: keys[0]!, trust: "weak" } : { kind: "ambiguous", keys };
  const byWeak = weak.get(key);
  return byWeak === undefined ? none : { kind: "one", key: byWeak, trust: "weak" };
}

/** By the longest known name the header ends in: 常熟市企业技术需求名称 → 技术需求名称. */
function guess(kind: EntityKind, key: string): HeaderMatch {
  for (let start = 1; key.length - start >= MIN_GUESS_CHARS; start++) {
    const tail = key.slice(start);
    if (ignored.has(tail)) return none;
    const found = nameTables[kind].strong.get(tail);
    if (found !== undefined) return { kind: "one", key: found, trust: "guessed" };
  }
  return none;
}

/** Earlier columns win a shared name, so contact columns, which come last, never take one from the record. */
function buildNames(kind: EntityKind): NameTable {
  const strong = new Map<string, string>();
  const weak = new Map<string, string>();
  for (const column of columnsOf[kind]) {
    for (const name of [column.header, ...column.aliases]) {
      const { key } = readHeader(name);
      if (!strong.has(key)) strong.set(key, column.key);
    }
    for (const name of column.weakAliases ?? []) {
      const { key } = readHeader(name);
      if (!weak.has(key)) weak.set(key, column.key);
    }
  }
  return { strong, weak };
}
