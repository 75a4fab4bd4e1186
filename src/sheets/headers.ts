import type { EntityKind } from "../domain/shared/entity.ts";
import { entityNames } from "../domain/shared/entity.ts";
import { columnsOf } from "./columns/kinds.ts";
import { chosenMatch, findHeader, type Header, type MapHeadersOptions } from "./find-header.ts";
import { type MoneyUnit, readHeader } from "./header-text.ts";
import type { HeaderTrust } from "./match-header.ts";
import { recordIdHeader } from "./record-id.ts";
import { columnName, type RowIssue, type TableSheet } from "./table.ts";

export interface MappedColumn {
  key: string;
  /** 0-based. */
  column: number;
  /** As written, for messages and for `raw`. */
  header: string;
  unit: MoneyUnit | null;
  trust: HeaderTrust;
}

export interface HeaderMap {
  kind: EntityKind;
  /** Excel row of the last header row; 0 when the sheet has none and its only column is taken as text. */
  headerRow: number;
  columns: MappedColumn[];
  /** Every header as written, by 0-based column; "" for none. */
  headers: string[];
  /** Columns not used: unknown, duplicate or ambiguous. */
  extra: { column: number; header: string }[];
  issues: RowIssue[];
}

/** Rows looked at to tell whether a sheet is one column of text. */
const SAMPLE_ROWS = 200;

/** Finds the header of a sheet (one row or a merged group row over a leaf row) and maps its columns.
 * @returns null when no row names a column of this kind and the sheet is not one plain column of text */
export function mapHeaders(sheet: TableSheet, kind: EntityKind, options: MapHeadersOptions = {}): HeaderMap | null {
  const header = findHeader(sheet, kind, options);
  if (header === null) return singleColumn(sheet, kind);
  return mapColumns(sheet, kind, header, options);
}

/** Which kind of sheet this is, by its headers, then by its name.
 * @returns null when no kind stands out */
export function detectKind(sheet: TableSheet): EntityKind | null {
  const kinds: EntityKind[] = ["need", "expert", "achievement"];
  const scores = kinds.map((kind) => ({
    kind,
    score: (findHeader(sheet, kind, {})?.score ?? 0) + nameHint(sheet.name, kind),
  }));
  scores.sort((a, b) => b.score - a.score);
  const [first, second] = scores;
  return first !== undefined && first.score > 0 && first.score > (second?.score ?? 0) ? first.kind : null;
}

/** Our headers for `kind`, for telling people what was expected. */
export function expectedHeaders(kind: EntityKind): string {
  return columnsOf[kind]
    .slice(0, 12)
    .map((column) => column.header)
    .join("、");
}

function mapColumns(sheet: TableSheet, kind: EntityKind, header: Header, options: MapHeadersOptions): HeaderMap {
  const map: HeaderMap = {
    kind,
    headerRow: header.row,
    columns: [],
    headers: header.texts.map((text) => text.trim()),
    extra: [],
    issues: [],
  };
  const byKey = new Map<string, MappedColumn[]>();
  for (const [column, text] of map.headers.entries()) {
    if (text === "" || text === recordIdHeader) continue;
    const match = chosenMatch(kind, text, options);
    if (match.kind === "one") {
      const mapped: MappedColumn = {
        key: match.key,
        column,
        header: text,
        unit: readHeader(text).unit,
        trust: match.trust,
      };
      byKey.set(match.key, [...(byKey.get(match.key) ?? []), mapped]);
      continue;
    }
    map.extra.push({ column, header: text });
    if (match.kind === "ambiguous") {
      const names = match.keys.map((key) => `“${headerOf(kind, key)}”`).join("或");
      map.issues.push(
        headerIssue(
          sheet,
          header.row,
          "ambiguous_header",
          columnName(text, column),
          `列名“${text}”可能指${names}，未采用`,
          names,
          `请把列名改为${names}之一后重新上传。`,
        ),
      );
    }
  }
  for (const [key, columns] of byKey) settleDuplicates(sheet, kind, map, key, columns);
  map.columns.sort((a, b) => a.column - b.column);
  map.extra.sort((a, b) => a.column - b.column);
  reportExtra(sheet, map);
  return map;
}

/** Keeps the surest header of a key; several equally sure ones are joined for long texts and lists, else the first counts. */
function settleDuplicates(
  sheet: TableSheet,
  kind: EntityKind,
  map: HeaderMap,
  key: string,
  columns: MappedColumn[],
): void {
  const trust = (["strong", "weak", "guessed"] as const).find((level) =>
    columns.some((column) => column.trust === level),
  );
  const equals = columns.filter((column) => column.trust === trust);
  for (const column of columns) if (column.trust !== trust) map.extra.push(column);
  const joins = columnsOf[kind].find((column) => column.key === key)?.joins === true;
  const used = joins ? equals : equals.slice(0, 1);
  map.columns.push(...used);
  map.extra.push(...equals.slice(used.length));
  const first = used[0]!;
  const own = headerOf(kind, key);
  if (equals.length > 1) {
    const names = equals.map((column) => columnName(column.header, column.column)).join("、");
    const done = joins ? "内容已合并" : `只采用${columnName(first.header, first.column)}`;
    map.issues.push(
      headerIssue(
        sheet,
        map.headerRow,
        "duplicate_header",
        names,
        `${names}都对应“${own}”，${done}`,
        `只有一列“${own}”`,
        "如不正确，请删除或改名其中一列后重新上传。",
      ),
    );
  }
  if (trust === "guessed") {
    map.issues.push(
      headerIssue(
        sheet,
        map.headerRow,
        "guessed_header",
        columnName(first.header, first.column),
        `列名“${first.header}”按“${own}”读取`,
        own,
        `如不正确，请把列名改为“${own}”或其他列名后重新上传。`,
      ),
    );
  }
}

function reportExtra(sheet: TableSheet, map: HeaderMap): void {
  if (map.extra.length === 0) return;
  const names = map.extra.map((extra) => columnName(extra.header, extra.column)).join("、");
  map.issues.push(
    headerIssue(
      sheet,
      map.headerRow,
      "extra_columns",
      null,
      `${names}未参与匹配，已忽略`,
      `${entityNames[map.kind]}的列名`,
      "如需使用，请改为模板中的列名后重新上传。",
    ),
  );
}

/** A sheet without headers counts only when all its text stands in one column, or in one after a 序号 column. */
function singleColumn(sheet: TableSheet, kind: EntityKind): HeaderMap | null {
  const filled = new Set<number>();
  for (const row of sheet.rows.slice(0, SAMPLE_ROWS)) {
    for (const [column, cell] of row.cells.entries()) {
      if (cell.text !== "" && !(column === 0 && /^\d{1,6}$/.test(cell.text))) filled.add(column);
    }
  }
  const [column] = filled;
  if (column === undefined || filled.size > 1) return null;
  const key = { need: "description", expert: "bio", achievement: "abstract" }[kind];
  const own = headerOf(kind, key);
  const issue = headerIssue(
    sheet,
    sheet.rows[0]?.row ?? 1,
    "no_header",
    columnName("", column),
    `没有找到列名，整列按“${own}”读取`,
    expectedHeaders(kind),
    `如不正确，请在第一行加上列名（如“${own}”）后重新上传。`,
  );
  return {
    kind,
    headerRow: 0,
    columns: [{ key, column, header: own, unit: null, trust: "weak" }],
    headers: [],
    extra: [],
    issues: [issue],
  };
}

function headerOf(kind: EntityKind, key: string): string {
  return columnsOf[kind].find((column) => column.key === key)?.header ?? key;
}

function headerIssue(
  sheet: TableSheet,
  row: number,
  code: string,
  column: string | null,
  found: string,
  expected: string,
  fix: string,
): RowIssue {
  return { sheet: sheet.name, row, column, code, found, expected, fix, severity: "warning" };
}

function nameHint(name: string, kind: EntityKind): number {
  const words: Record<EntityKind, RegExp> = {
    need: /需求|难题|榜单|need/i,
    expert: /专家|人才|教师|expert/i,
    achievement: /成果|achievement/i,
  };
  return words[kind].test(name) ? 0.5 : 0;
}
