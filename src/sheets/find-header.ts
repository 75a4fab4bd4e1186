import type { EntityKind } from "../domain/shared/entity.ts";
import { columnsOf } from "./columns/kinds.ts";
import { type HeaderMatch, matchHeader } from "./match-header.ts";
import type { Merge, TableRow, TableSheet } from "./table.ts";

export interface MapHeadersOptions {
  /** A person's choice by header as written: a column key, or null to leave it out. Beats every rule below. */
  mapping?: Record<string, string | null>;
}

const HEADER_SEARCH_ROWS = 20;
/** A header has a few dozen merges; the bound keeps a hostile sheet from costing more. */
const MAX_HEAD_MERGES = 1_000;

/** The header of a sheet: one row, or two read as one. */
export interface Header {
  texts: string[];
  row: number;
  /** Distinct columns named; core ones count more, so that kinds can be told apart. */
  score: number;
}

/** The row (or pair of rows) among the first twenty that names most columns of a kind; null when none does. */
export function findHeader(sheet: TableSheet, kind: EntityKind, options: MapHeadersOptions): Header | null {
  let best: Header | null = null;
  const rows = sheet.rows.slice(0, HEADER_SEARCH_ROWS);
  const merges = headMerges(sheet, rows);
  for (const [index, row] of rows.entries()) {
    const single = readHeaderRow(
      row.cells.map((cell) => cell.text),
      row.row,
      kind,
      options,
    );
    const next = rows[index + 1];
    const double = next === undefined ? null : doubleHeader(merges, row, next, kind, options);
    const better =
      double !== null && double.score > (single?.score ?? 0) && double.score > scoreOf(next!, kind, options)
        ? double
        : single;
    if (better !== null && better.score > (best?.score ?? 0)) best = better;
  }
  return best;
}

function headMerges(sheet: TableSheet, rows: TableRow[]): Merge[] {
  const last = rows.at(-1)?.row ?? 0;
  return sheet.merges
    .filter((merge) => merge.firstRow <= last && merge.lastColumn > merge.firstColumn)
    .slice(0, MAX_HEAD_MERGES);
}

function scoreOf(row: TableRow, kind: EntityKind, options: MapHeadersOptions): number {
  return (
    readHeaderRow(
      row.cells.map((cell) => cell.text),
      row.row,
      kind,
      options,
    )?.score ?? 0
  );
}

/** Null unless the row names a core column, or at least two columns. */
function readHeaderRow(texts: string[], row: number, kind: EntityKind, options: MapHeadersOptions): Header | null {
  const found = new Map<string, number>();
  const core = new Set(columnsOf[kind].filter((column) => column.core).map((column) => column.key));
  for (const text of texts) {
    const match = chosenMatch(kind, text, options);
    if (match.kind !== "one" || match.trust === "guessed") continue;
    const points = core.has(match.key) && match.trust === "strong" ? 3 : 1;
    found.set(match.key, Math.max(points, found.get(match.key) ?? 0));
  }
  const score = [...found.values()].reduce((sum, points) => sum + points, 0);
  return score >= 2 || [...found.keys()].some((key) => core.has(key)) ? { texts, row, score } : null;
}

/** Two rows read as one header: a leaf under its group (联系人 over 姓名, 电话), or the group where there is no leaf. */
function doubleHeader(
  merges: Merge[],
  upper: TableRow,
  lower: TableRow,
  kind: EntityKind,
  options: MapHeadersOptions,
): Header | null {
  const width = Math.max(upper.cells.length, lower.cells.length);
  const texts: string[] = [];
  for (let column = 0; column < width; column++) {
    const group = groupText(merges, upper, column);
    const leaf = lower.cells[column]?.text ?? "";
    texts.push(leaf === "" ? (upper.cells[column]?.text ?? "") : joinLevels(kind, group, leaf, options));
  }
  return readHeaderRow(texts, lower.row, kind, options);
}

function joinLevels(kind: EntityKind, group: string, leaf: string, options: MapHeadersOptions): string {
  const topic = group.replace(/(?:基本)?(?:信息|情况|资料)$/, "");
  for (const text of [`${topic}${leaf}`, leaf]) {
    const match = chosenMatch(kind, text, options);
    if (match.kind === "one" && match.trust === "strong") return text;
  }
  return group === "" ? leaf : `${topic}${leaf}`;
}

function covers(range: Merge, row: number, column: number): boolean {
  return range.firstRow <= row && range.lastRow >= row && range.firstColumn <= column && range.lastColumn >= column;
}

/** The text of the merged cell that covers this column of the group row. */
function groupText(merges: Merge[], row: TableRow, column: number): string {
  const own = row.cells[column]?.text ?? "";
  if (own !== "") return own;
  const merge = merges.find((range) => covers(range, row.row, column));
  return merge === undefined ? "" : (row.cells[merge.firstColumn]?.text ?? "");
}

/** What a header names: a person's choice, else what it says. */
export function chosenMatch(kind: EntityKind, text: string, options: MapHeadersOptions): HeaderMatch {
  const header = text.trim();
  const chosen =
    options.mapping !== undefined && Object.hasOwn(options.mapping, header) ? options.mapping[header] : undefined;
  if (chosen === undefined) return matchHeader(kind, text);
  return chosen === null ? { kind: "none" } : { kind: "one", key: chosen, trust: "strong" };
}
