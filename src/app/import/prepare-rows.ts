import { setImmediate as nextTurn } from "node:timers/promises";
import { z } from "zod";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { type ContentOf, contentSchemas, recordTitle } from "../../domain/shared/record-content.ts";
import { type Contact, contact as contactSchema } from "../../domain/shared/text-fields.ts";
import type { RowIssue } from "../../sheets/table.ts";
import { parseInput } from "../parse-input.ts";
import { contentHash } from "../record/content-hash.ts";
import type { RawRow } from "../record/redact-raw.ts";

/** One row as the sheet parser hands it over. */
export interface ImportRow {
  content: unknown;
  contact?: unknown;
  /** The author's own 编号; null when there is none. */
  number: string | null;
  /** 系统编号 of an exported row: the record it stands for, whatever else it says. @default null */
  recordId?: string | null | undefined;
  sheet: string;
  /** 1-based as Excel shows it. */
  row: number;
  raw: RawRow;
}

/** A row that names one record. */
export interface PreparedRow<K extends EntityKind> {
  outcome: "usable";
  content: ContentOf[K];
  contact: Contact;
  number: string | null;
  recordId: string | null;
  sheet: string;
  row: number;
  raw: RawRow;
  /** Identity across uploads, unique within one: `id:` + 系统编号, `number:` + 编号, else `hash:` + hash of the row. */
  key: string;
  /** SHA-256 of content and contact. */
  hash: string;
}

/** `repeated`: the file holds the same row before. */
export type Prepared<K extends EntityKind> =
  | PreparedRow<K>
  | { outcome: "repeated"; hash: string }
  | { outcome: "failed"; hash: string; issue: RowIssue };

const ROWS_PER_TURN = 200;
const idSchema = z.string().max(60).nullable().default(null);
const numberSchema = z.string().trim().max(60).nullable();

/** What each row of a file stands for, in file order. Nothing is looked up: the same rows always give the same answer. */
export async function prepareRows<K extends EntityKind>(kind: K, rows: readonly ImportRow[]): Promise<Prepared<K>[]> {
  const prepared: Prepared<K>[] = [];
  const byKey = new Map<string, PreparedRow<K>>();
  for (const [index, row] of rows.entries()) {
    if (index > 0 && index % ROWS_PER_TURN === 0) await nextTurn();
    prepared.push(prepareRow(kind, row, byKey));
  }
  return prepared;
}

function prepareRow<K extends EntityKind>(kind: K, row: ImportRow, byKey: Map<string, PreparedRow<K>>): Prepared<K> {
  const { sheet, row: line, raw } = row;
  let parsed: Pick<PreparedRow<K>, "content" | "contact" | "number" | "recordId">;
  try {
    const number = parseInput(numberSchema, row.number);
    parsed = {
      content: parseInput(contentSchemas[kind], row.content) as ContentOf[K],
      contact: parseInput(contactSchema, row.contact ?? {}),
      number: number === "" ? null : number,
      recordId: parseInput(idSchema, row.recordId),
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { outcome: "failed", hash: contentHash(row.raw), issue: invalidIssue(row, error) };
  }
  const { content, contact, number, recordId } = parsed;
  const hash = contentHash(recordId === null ? { content, contact } : { content, contact, recordId });
  const usable = (key: string): PreparedRow<K> => ({ outcome: "usable", ...parsed, sheet, row: line, raw, key, hash });

  const named = number === null ? `hash:${hash}` : `number:${number}`;
  const key = recordId === null ? named : `id:${recordId}`;
  const first = byKey.get(key);
  if (first === undefined) return remember(usable(key));
  if (first.hash === hash) return { outcome: "repeated", hash };
  // One 编号 for two things: numbering that starts anew on every sheet. Two records, told apart by what they say.
  if (recordId !== null || recordTitle(kind, first.content) === recordTitle(kind, content)) {
    return { outcome: "failed", hash, issue: contradictionIssue(row, first) };
  }
  const ownKey = separateKey(number, hash);
  return byKey.has(ownKey) ? { outcome: "repeated", hash } : remember(usable(ownKey));

  function remember(one: PreparedRow<K>): PreparedRow<K> {
    byKey.set(one.key, one);
    return one;
  }
}

/** Identity of a row whose 编号 belongs to something else. */
export function separateKey(number: string | null, hash: string): string {
  return `number:${number} hash:${hash}`;
}

function invalidIssue(row: ImportRow, error: AppError): RowIssue {
  const first = error.issues[0];
  return {
    sheet: row.sheet,
    row: row.row,
    column: null,
    code: "invalid_input",
    found: first?.found ?? "",
    expected: first === undefined ? error.message : `${first.where} ${first.expected}`.trim(),
    fix: "请改正后重新上传，已导入的行不会重复。",
    severity: "error",
  };
}

function contradictionIssue(row: ImportRow, first: { sheet: string; row: number }): RowIssue {
  return {
    sheet: row.sheet,
    row: row.row,
    column: null,
    code: "duplicate_number",
    found: `${(row.recordId ?? null) === null ? `编号“${row.number}”` : "系统编号"}与工作表“${first.sheet}”第 ${first.row} 行相同，但内容不同`,
    expected: "一个编号只对应一条内容",
    fix: "如为同一条，请只保留一行；如为不同的两条，请改用不同编号。",
    severity: "error",
  };
}
