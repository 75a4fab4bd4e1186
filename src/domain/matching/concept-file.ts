import type { ConceptGroup } from "./concepts.ts";

/** One line of data/synonyms: a group with where it comes from. */
export interface ConceptEntry extends ConceptGroup {
  /** Key of a source in data/synonyms/README.md, or `corpus:N`. */
  source: string;
}

/** Reads groups from tab-separated text with a header row: id, members separated by |, kind, source, optional note.
 * @throws RangeError naming file and 1-based row when a value is missing or not of its form */
export function parseConceptFile(tsv: string, file: string): ConceptEntry[] {
  const rows = tsv.split(/\r?\n/);
  return rows.flatMap((row, index) => {
    if (index === 0 || row.trim() === "") return [];
    const [id = "", list = "", kind = "", source = ""] = row.split("\t").map((cell) => cell.trim());
    const members = list.split("|").map((member) => member.trim());
    const fault =
      (!/^c\d{4}$/.test(id) && `编号“${id}”应为 c 加四位数字`) ||
      (members.length < 2 && "至少要有两个词，以 | 分隔") ||
      (members.some((member) => [...member].length < 2) && "每个词至少两个字符") ||
      (kind !== "same" && kind !== "near" && `类别“${kind}”应为 same 或 near`) ||
      (source === "" && "缺少来源");
    if (fault) throw new RangeError(`${file} 第 ${index + 1} 行：${fault}`);
    return [{ id, kind: kind as ConceptGroup["kind"], members, source }];
  });
}
