import { searchKey } from "../text/normalise.ts";

/** Yuan in one of the unit a money header names: 万元 → 10,000. */
export type MoneyUnit = "元" | "千元" | "万元" | "亿元";

/** What a header says once decoration is off. */
export interface HeaderText {
  /** For comparing: simplified, lower case, without brackets, numbering, stars, spaces, punctuation. */
  key: string;
  /** From `预算(万元)`, `预算/万元`, `预算：万元`; null when none is named. */
  unit: MoneyUnit | null;
}

const decoration = /[\s*★☆※#"'“”‘’:：、，,。.;；?？!！_\-—·/\\|]+/g;
const brackets = /\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>|《[^《》]*》/g;
const numbering = /^(?:\(?[\d一二三四五六七八九十]{1,3}[)、.:]|第[\d一二三四五六七八九十]{1,3}[项列])\s*/;
const sideNotes = /(?:必填项?|选填项?|可多选|多选|单选|下拉选择|可不填)$/;

/** Reads a header cell. `＊1、需求名称（不超过80字）` and `需求名稱` both give `需求名称`. */
export function readHeader(text: string): HeaderText {
  const plain = searchKey(text).trim();
  const unit =
    /(?:^|[(（[【/:：,，\s]|单位)\s*(?:单位[:：]?)?(?:人民币)?(万元|亿元|千元|元)\s*(?:$|[)）\]】/,，\s])/.exec(
      plain,
    )?.[1];
  const key = plain
    .replace(/^[\s*★☆※]+/, "")
    .replace(numbering, "")
    .replaceAll(brackets, "")
    .replaceAll(brackets, "")
    .replace(/[/:：]\s*(?:万元|亿元|千元|元)\s*$/, "")
    .replaceAll(decoration, "")
    .replace(sideNotes, "");
  if (unit === undefined && key.endsWith("wan")) return { key, unit: "万元" };
  return { key, unit: (unit as MoneyUnit | undefined) ?? null };
}

/** The part of a header before its explanation: first line, or what stands before a colon. "" when there is no explanation. */
export function headerHead(text: string): string {
  const head = text.trim().split(/\n|[:：]/)[0] ?? "";
  return head === text.trim() ? "" : head;
}
