import { z } from "@hono/zod-openapi";
import { auditFilter } from "../../app/audit/audit-filter.ts";
import { auditExportInput } from "../../app/audit/export-audit.ts";
import type { AuditRow } from "../../app/audit/list-audit.ts";
import { type AuditFlaw, type AuditVerification, auditFlaws } from "../../app/audit/verify-audit.ts";
import { auditActions } from "../../domain/audit/entry.ts";

export const auditRowSchema = z
  .object({
    seq: z.number().int(),
    at: z.iso.datetime(),
    actor: z.string(),
    actorName: z.string().nullable().openapi({ description: "现用名称；程序和已注销的账号为空" }),
    onBehalfOf: z.string().nullable(),
    action: z.string(),
    actionLabel: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    reason: z.string(),
    details: z.record(z.string(), z.unknown()),
    ip: z.string(),
    traceId: z.string(),
    hash: z.string(),
  })
  .openapi("AuditEntry", { description: "审计记录的一行" });

export const auditQuery = auditFilter.extend({
  cursor: z.string().optional().openapi({ description: "上一页返回的 nextCursor" }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const auditExportBody = z.strictObject(auditExportInput.shape).openapi("AuditExport", {
  example: { reason: "季度安全检查", filter: { from: "2026-01-01", to: "2026-03-31", action: "contact.reveal" } },
});

const flaws = Object.keys(auditFlaws) as [AuditFlaw, ...AuditFlaw[]];
export const verificationSchema = z
  .object({
    rows: z.number().int().openapi({ description: "自首行起相符的行数" }),
    end: z.object({ seq: z.number().int(), hash: z.string() }).nullable(),
    broken: z.object({ seq: z.number().int(), flaw: z.enum(flaws), label: z.string() }).nullable(),
  })
  .openapi("AuditVerification");

/** A row as the API tells it. */
export function auditRowView({ at, previousHash: _previous, actorName, action, ...row }: AuditRow) {
  return { ...row, at: at.toISOString(), actorName, action, actionLabel: actionLabel(action) };
}

/** What a deed is called, also one an older program wrote. */
function actionLabel(action: string): string {
  return auditActions[action as keyof typeof auditActions] ?? action;
}

/** A verification as the API tells it. */
export function verificationView({ rows, end, broken }: AuditVerification) {
  return { rows, end, broken: broken === null ? null : { ...broken, label: auditFlaws[broken.flaw] } };
}
