import { type Block, type PaperSection, stated } from "./paper.ts";
import type { PaperWords } from "./words.ts";

/** One record of a book. */
export interface BookEntry {
  key: string;
  title: string;
  /** Its declared field; null stands last, under a group of its own. */
  field: string | null;
  blocks: readonly Block[];
}

const numerals = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** 1–99 as headings number them: 一, 十一, 二十. */
export function numeral(n: number): string {
  if (n <= 10) return numerals[n]!;
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens === 1 ? "" : numerals[tens]!}十${ones === 0 ? "" : numerals[ones]!}`;
}

/** Entries by the top of their field's branch, in the order of the codes; within a group as they came, numbered through. */
export function groupByField(entries: readonly BookEntry[], unit: string, words: PaperWords): PaperSection[] {
  const groups = new Map<string, { name: string; entries: BookEntry[] }>();
  for (const entry of entries) {
    const { code, name } =
      entry.field === null ? { code: "～", name: "未填写技术领域" } : words.fieldGroup(entry.field);
    const group = groups.get(code) ?? { name, entries: [] };
    group.entries.push(entry);
    groups.set(code, group);
  }
  const ordered = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
  let number = 0;
  return ordered.flatMap(([code, group], at): PaperSection[] => [
    {
      key: `group ${code}`,
      heading: `${numeral(at + 1)}、${group.name}（${group.entries.length} ${unit}）`,
      level: 1,
      startsPage: false,
      blocks: [],
    },
    ...group.entries.map(({ key, title, blocks }): PaperSection => {
      number += 1;
      return { key, heading: `${number}. ${title}`, level: 2, startsPage: false, blocks };
    }),
  ]);
}

/** Facts below a title: of what list, in what state, for whom. */
export function titleFacts(list: string, version: number | null, audience: string) {
  return stated([
    ["名单", list],
    ["版本", version === null ? "当前编排（未审定）" : `第 ${version} 版`],
    ["适用", audience],
  ]);
}
