import { beijingMinute } from "../domain/shared/beijing-time.ts";
import type { RowIssue } from "./table.ts";
import type { WriteCell, WriteColumn, WriteSheet } from "./write-sheet.ts";
import { joinBytes, streamXlsx } from "./write-table.ts";

/** One candidate for one need, as it stands on paper. */
export interface MatchRow {
  /** The author's 编号, or `第 7 行` where there is none. */
  needNumber: string;
  needTitle: string;
  kind: "专家" | "成果";
  candidateNumber: string;
  candidateName: string;
  organization: string;
  /** From 1, per need and kind. */
  rank: number;
  /** 0–100, shown with one decimal. */
  score0to100: number;
  band: string;
  reasons: readonly string[];
  matchedPhrases: readonly string[];
  unknowns: readonly string[];
}

/** A row or sheet of an input file that could not be used. */
export interface UnusableRow extends RowIssue {
  file: string;
}

export interface MatchListOptions {
  title: string;
  generatedAt: Date;
  /** Further lines for the 说明 sheet: item, explanation. */
  notes?: readonly (readonly [string, string])[];
}

/** Columns of 匹配清单.xlsx, in order; the names are a contract. */
export const matchListColumns: readonly WriteColumn[] = [
  { header: "需求编号", width: 11, style: "text" },
  { header: "需求名称", width: 26, style: "wrap" },
  { header: "类型", width: 6, style: "plain" },
  { header: "候选编号", width: 11, style: "text" },
  { header: "候选名称", width: 20, style: "wrap" },
  { header: "单位", width: 20, style: "wrap" },
  { header: "名次", width: 6, style: "plain" },
  { header: "匹配度", width: 8, style: "score" },
  { header: "档次", width: 8, style: "plain" },
  { header: "推荐理由", width: 50, style: "wrap" },
  { header: "匹配词句", width: 28, style: "wrap" },
  { header: "未知项", width: 18, style: "wrap" },
];

const noteColumns: readonly WriteColumn[] = [
  { header: "项目", width: 14, style: "wrap" },
  { header: "说明", width: 100, style: "wrap" },
];

const unusableColumns: readonly WriteColumn[] = [
  { header: "文件", width: 24, style: "text" },
  { header: "工作表", width: 14, style: "text" },
  { header: "行", width: 7, style: "plain" },
  { header: "列", width: 20, style: "wrap" },
  { header: "实际内容", width: 36, style: "wrap" },
  { header: "应为", width: 36, style: "wrap" },
  { header: "如何修改", width: 40, style: "wrap" },
];

/** 匹配清单.xlsx in pieces: sheets 匹配清单, 说明, 未能使用的行. Pulls `rows` one by one, in constant memory. */
export function streamMatchList(
  rows: Iterable<MatchRow>,
  unusable: Iterable<UnusableRow>,
  options: MatchListOptions,
): Generator<Uint8Array> {
  const counts = { rows: 0, needs: new Set<string>() };
  const sheets: WriteSheet[] = [
    { name: "匹配清单", columns: matchListColumns, rows: matchCells(rows, counts), autoFilter: true },
    { name: "说明", columns: noteColumns, rows: noteCells(options, counts) },
    { name: "未能使用的行", columns: unusableColumns, rows: unusableCells(unusable), autoFilter: true },
  ];
  return streamXlsx(sheets, { title: options.title, modifiedAt: options.generatedAt });
}

/** {@link streamMatchList} as one piece. */
export function writeMatchList(
  rows: Iterable<MatchRow>,
  unusable: Iterable<UnusableRow>,
  options: MatchListOptions,
): Uint8Array {
  return joinBytes([...streamMatchList(rows, unusable, options)]);
}

/** Cells of one row in the order of {@link matchListColumns}. */
export function matchRowCells(row: MatchRow): WriteCell[] {
  return [
    row.needNumber,
    row.needTitle,
    row.kind,
    row.candidateNumber,
    row.candidateName,
    row.organization,
    row.rank,
    Math.round(row.score0to100 * 10) / 10,
    row.band,
    row.reasons.join("；"),
    row.matchedPhrases.join("、"),
    row.unknowns.join("、"),
  ];
}

function* matchCells(rows: Iterable<MatchRow>, counts: { rows: number; needs: Set<string> }): Generator<WriteCell[]> {
  for (const row of rows) {
    counts.rows += 1;
    counts.needs.add(`${row.needNumber}\n${row.needTitle}`);
    yield matchRowCells(row);
  }
}

/** Pulled after the first sheet is written, when the counts are complete. */
function* noteCells(options: MatchListOptions, counts: { rows: number; needs: Set<string> }): Generator<WriteCell[]> {
  yield ["标题", options.title];
  yield ["生成时间", `${beijingMinute(options.generatedAt).replace("T", " ")}（北京时间）`];
  yield ["数量", `${counts.needs.size} 项需求，共 ${counts.rows} 条推荐。`];
  yield [
    "匹配度",
    "0–100，由推荐理由中各部分相加而得，表示需求与候选在文字和条件上的吻合程度。它不是合作成功的概率，也不是对专家或成果水平的评价。",
  ];
  yield [
    "如何比较",
    "匹配度按统一尺度计算，最适合在同一项需求的候选之间比较；各项需求写得详细程度不同，跨需求比较只作参考。",
  ];
  yield ["档次", "按匹配度划分的粗档，便于先看高档；同一档内差别不大，请结合推荐理由人工判断。"];
  yield ["名次", "同一项需求内，专家和成果分别排名。"];
  yield ["匹配词句", "推荐所依据的原文词句，可据此核对。"];
  yield ["未知项", "因资料没有写明而没有参与计分的项目；补充后匹配度可能变化，建议对接时首先询问。"];
  yield ["需求编号", "沿用贵单位表格中的编号；没有编号的写原表行号。"];
  yield ["未能使用的行", "见最后一张工作表，列出原因和修改办法；改好后可重新匹配。"];
  yield ["隐私", "本清单不含联系电话和邮箱。"];
  for (const [item, explanation] of options.notes ?? []) yield [item, explanation];
}

function* unusableCells(unusable: Iterable<UnusableRow>): Generator<WriteCell[]> {
  for (const issue of unusable) {
    yield [issue.file, issue.sheet, issue.row, issue.column ?? "", issue.found, issue.expected, issue.fix];
  }
}
