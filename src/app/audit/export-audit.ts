import { z } from "zod";
import { auditActions } from "../../domain/audit/entry.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { writeCsv } from "../../sheets/write-csv.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { parseInput } from "../parse-input.ts";
import { appendAudit } from "./append-audit.ts";
import { auditFilter } from "./audit-filter.ts";
import { type AuditRow, listAudit } from "./list-audit.ts";

/** More rows than this are asked for by shorter spans of time. */
const maxRows = 50_000;
const PAGE = 1_000;

export const auditExportInput = z.strictObject({
  reason: z.string().trim().min(2, { error: "请写明导出的原因" }).max(300),
  filter: auditFilter.default({}),
});

const columns: readonly (readonly [name: string, value: (row: AuditRow) => string | number])[] = [
  ["序号", ({ seq }) => seq],
  ["时间", ({ at }) => at.toISOString()],
  ["操作人", ({ actor }) => actor],
  ["操作人名称", ({ actorName }) => actorName ?? ""],
  ["代表单位", ({ onBehalfOf }) => onBehalfOf ?? ""],
  ["操作", ({ action }) => auditActions[action as keyof typeof auditActions] ?? action],
  ["操作代码", ({ action }) => action],
  ["对象类别", ({ subjectKind }) => subjectKind],
  ["对象", ({ subjectId }) => subjectId],
  ["原因", ({ reason }) => reason],
  ["详情", ({ details }) => JSON.stringify(details)],
  ["来源地址", ({ ip }) => ip],
  ["追踪编号", ({ traceId }) => traceId],
  ["哈希", ({ hash }) => hash],
];

/**
 * The rows a filter lets through as a CSV file, newest first. The export itself, its reason and its filter enter the audit.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input`; `precondition_failed` for more than 50,000 rows
 */
export async function exportAudit({ ctx, input }: { ctx: AppContext; input: unknown }): Promise<Uint8Array> {
  requireDuty(ctx.principal, "readAudit");
  const { reason, filter } = parseInput(auditExportInput, input);
  const rows: AuditRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAudit({ ctx, input: { filter, limit: PAGE, ...(cursor !== undefined && { cursor }) } });
    rows.push(...page.items);
    if (rows.length > maxRows) {
      throw new AppError("precondition_failed", `一次最多导出 ${maxRows} 行，请缩短时间范围分次导出。`, {
        reason: "too_many_rows",
      });
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  await ctx.db.transaction((tx) =>
    appendAudit(ctx, tx, {
      action: "audit.export",
      subjectKind: "audit",
      subjectId: "rows",
      reason,
      details: { filter, rows: rows.length },
    }),
  );
  return writeCsv([columns.map(([name]) => name), ...rows.map((row) => columns.map(([, value]) => value(row)))]);
}
