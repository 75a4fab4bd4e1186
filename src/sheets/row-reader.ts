import { readDay } from "./cells/read-day.ts";
import { type CellMoney, readMoney } from "./cells/read-money.ts";
import { ungarble } from "./decode-text.ts";
import type { HeaderMap, MappedColumn } from "./headers.ts";
import { type Cell, columnName, cutText, quoteHead, type RowIssue } from "./table.ts";

/** Finds the cell of a column for the current row, merged cells included. */
export type CellAt = (column: MappedColumn) => Cell;

/** Reads the columns of one row, turning what is missing or unreadable into "", [] or null and a warning. Never throws. */
export interface RowReader {
  /** Whether the sheet has the column at all. */
  has(key: string): boolean;
  /** Whole trimmed text; several columns of one key on lines of their own. */
  full(key: string): string;
  /** At most `max` UTF-16 units; the rest stays in `raw`. */
  text(key: string, max: number): string;
  list(key: string, split: (text: string) => string[], maxItems: number, maxChars: number): string[];
  /** What `read` makes of the cell; null with a warning when it is filled and `read` gives null. */
  value<T>(key: string, read: (text: string) => T | null, expected: string): T | null;
  money(key: string): CellMoney;
  day(key: string): string | null;
  warn(key: string, code: string, found: string, expected: string, fix: string): void;
}

const moneyProblems: Record<NonNullable<CellMoney["issue"]>, (said: string) => [found: string, fix: string]> = {
  masked: (said) => [`“${said}”被遮盖，按未知处理`, "如可公开，请填写具体金额。"],
  range: (said) => [`“${said}”是区间，按上限读取`, "如不正确，请填写一个金额。"],
  bound: (said) => [`“${said}”按所写界限读取`, "如不正确，请填写一个金额。"],
  "no-unit": (said) => [`“${said}”没有写单位，按未知处理`, "请在列名或单元格中写明单位，如 预算(万元) 或 50万元。"],
  currency: (said) => [`“${said}”不是人民币，按未知处理`, "请折算为人民币填写。"],
  unreadable: (said) => [`“${said}”读不出金额，按未知处理`, "请填写数字，如 50、50万元；不便公开可填 面议。"],
  suspicious: (said) => [`“${said}”超过 10 亿元`, "请核对单位是否写错，如把元当作万元。"],
};

export function createRowReader(
  sheet: string,
  row: number,
  map: HeaderMap,
  cellAt: CellAt,
  date1904: boolean,
  issues: RowIssue[],
): RowReader {
  const columnsOf = (key: string) => map.columns.filter((column) => column.key === key);
  const warned = new Set<Cell>();

  function report(name: string | null, code: string, found: string, expected: string, fix: string): void {
    issues.push({ sheet, row, column: name, code, found, expected, fix, severity: "warning" });
  }
  function warn(key: string, code: string, found: string, expected: string, fix: string): void {
    const column = columnsOf(key)[0];
    report(column === undefined ? null : columnName(column.header, column.column), code, found, expected, fix);
  }
  function usableText(column: MappedColumn): string {
    const cell = cellAt(column);
    if (cell.issue !== undefined && !warned.has(cell)) {
      warned.add(cell);
      const [found, expected, fix] = cellProblem(cell);
      report(columnName(column.header, column.column), cell.issue, found, expected, fix);
    }
    const lost = cell.issue === "digits_lost" || cell.issue === "impossible_date";
    return lost && strictKeys.has(column.key) ? "" : cell.text.trim();
  }
  function full(key: string): string {
    return columnsOf(key)
      .map(usableText)
      .filter((text) => text !== "")
      .join("\n");
  }
  function text(key: string, max: number): string {
    const whole = full(key);
    if (whole.length > max)
      warn(
        key,
        "text_too_long",
        `${whole.length} 字，只取前 ${max} 字`,
        `不超过 ${max} 字`,
        "请精简后重新上传；原文已保留。",
      );
    return cutText(whole, max).trim();
  }
  function list(key: string, split: (cell: string) => string[], maxItems: number, maxChars: number): string[] {
    const items = [...new Set(columnsOf(key).flatMap((column) => split(usableText(column))))];
    const long = items.filter((item) => item.length > maxChars).length;
    if (long > 0)
      warn(
        key,
        "item_too_long",
        `有 ${long} 项超过 ${maxChars} 字，已截短`,
        `每项不超过 ${maxChars} 字`,
        "请用分号或换行把各项分开；原文已保留。",
      );
    if (items.length > maxItems)
      warn(
        key,
        "too_many_items",
        `${items.length} 项，只取前 ${maxItems} 项`,
        `不超过 ${maxItems} 项`,
        "请保留最重要的几项；原文已保留。",
      );
    return items.slice(0, maxItems).map((item) => cutText(item, maxChars).trim());
  }
  function value<T>(key: string, read: (cell: string) => T | null, expected: string): T | null {
    const said = full(key);
    if (said === "") return null;
    const found = read(said);
    if (found === null && !isNothing(said))
      warn(key, "unknown_value", `“${quoteHead(said)}”无法识别，按未知处理`, expected, `请改为${expected}，或留空。`);
    return found;
  }
  function money(key: string): CellMoney {
    const column = columnsOf(key)[0];
    if (column === undefined) return { fen: null, negotiable: false, issue: null };
    const said = usableText(column);
    const isDate = cellAt(column).type === "date";
    const found: CellMoney = isDate
      ? { fen: null, negotiable: false, issue: "unreadable" }
      : readMoney(said, column.unit);
    // A bound (不超过 100 万) is how budgets are written: nothing to repair.
    if (found.issue !== null && found.issue !== "bound") {
      const [problem, fix] = moneyProblems[found.issue](quoteHead(said, 30));
      warn(key, `money_${found.issue.replace("-", "_")}`, problem, "金额，如 50、50万元、面议", fix);
    }
    return found;
  }
  function day(key: string): string | null {
    const said = full(key);
    const found = readDay(said, date1904);
    if (found.problem === "no_such_day")
      warn(
        key,
        "impossible_date",
        `“${quoteHead(said, 30)}”这一天不存在，按未知处理`,
        "实际存在的日期，如 2026-12-31",
        "请改正日期。",
      );
    if (found.problem === "not_a_day")
      warn(
        key,
        "unknown_date",
        `“${quoteHead(said, 30)}”读不出日期，按未知处理`,
        "日期，如 2026-12-31 或 2026年12月",
        "请改为日期，或留空。",
      );
    return found.day;
  }
  return { has: (key) => columnsOf(key).length > 0, full, text, list, value, money, day, warn };
}

/** Columns where a damaged number is worse than none. */
const strictKeys = new Set(["number", "contactPhone", "regionCode", "deadline", "budget", "price"]);

function isNothing(text: string): boolean {
  return /^(?:[-—/\\无]|暂无|没有|不限|N\/A|n\/a)$/.test(text.normalize("NFKC"));
}

function cellProblem(cell: Cell): [found: string, expected: string, fix: string] {
  const said = quoteHead(cell.original, 30);
  switch (cell.issue) {
    case "digits_lost":
      return [
        `${said}（超过 15 位的数字，末几位已丢失）`,
        "完整的号码",
        "丢失的位数无法恢复，请把该列设为“文本”格式后重新填写。",
      ];
    case "formula_without_value":
      return ["公式没有保存计算结果", "文字或数字", "请用 Excel 打开并保存一次，或把公式粘贴为数值后重新上传。"];
    case "error_value":
      return [said, "文字或数字", "请改正公式，或把正确的值直接填入单元格。"];
    case "impossible_date":
      return [`日期序号 ${said} 没有对应的日期`, "实际存在的日期", "请改为日期，如 2026-12-31。"];
    case "text_cut":
      return [`单元格文字过长，只保留前 ${cell.text.length} 字`, "较短的文字", "请精简，或把附件内容另行提交。"];
    default: {
      const repaired = ungarble(cell.text);
      const hint = repaired === null ? "" : `，原文可能是“${quoteHead(repaired, 30)}”`;
      return [`“${said}”含有乱码${hint}`, "可读的文字", "请从原始文件重新复制该单元格。"];
    }
  }
}
