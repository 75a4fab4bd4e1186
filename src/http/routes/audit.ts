import { z } from "@hono/zod-openapi";
import { exportAudit } from "../../app/audit/export-audit.ts";
import { listAudit } from "../../app/audit/list-audit.ts";
import { verifyAudit } from "../../app/audit/verify-audit.ts";
import { type Api, answers, defineRoute, parseQuery } from "../define-route.ts";
import { readJson } from "../json/read-json.ts";
import {
  auditExportBody,
  auditQuery,
  auditRowSchema,
  auditRowView,
  verificationSchema,
  verificationView,
} from "../schema/audit-view.ts";
import { auditEntryExample, verificationExample } from "../schema/examples/audit.ts";
import { problems } from "../schema/problem-schema.ts";

const base = "/api/v1/audit";
const tags = ["审计"];

/** Reading and checking the audit, for the auditor. */
export function auditReadRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "get",
      path: base,
      summary: "查询审计记录，最新的在前",
      description: "仅审计员。查询不写入任何内容；带出系统须用导出，并写明原因。",
      tags,
      request: { query: auditQuery },
      responses: {
        200: answers("一页", z.object({ items: z.array(auditRowSchema), nextCursor: z.string().nullable() }), {
          items: [auditEntryExample],
          nextCursor: "41",
        }),
        ...problems("invalid_input", "forbidden"),
      },
    },
    async (c) => {
      const { cursor, limit, ...filter } = parseQuery(c, auditQuery);
      const { items, nextCursor } = await listAudit({
        ctx: c.var.ctx,
        input: { filter, limit, ...(cursor !== undefined && { cursor }) },
      });
      return c.json({ items: items.map(auditRowView), nextCursor });
    },
  );

  defineRoute(
    api,
    {
      method: "get",
      path: `${base}/verification`,
      summary: "逐行核对审计记录的哈希链，指出第一处不符",
      tags,
      responses: { 200: answers("核对结果", verificationSchema, verificationExample), ...problems("forbidden") },
    },
    async (c) => c.json(verificationView(await verifyAudit({ ctx: c.var.ctx }))),
  );
}

/** Taking the audit out of the system. */
export function auditWriteRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "post",
      path: `${base}/export`,
      summary: "导出审计记录为 CSV",
      description: "原因和条件记入审计。一次最多 50,000 行。",
      tags,
      request: { body: { required: true, content: { "application/json": { schema: auditExportBody } } } },
      responses: {
        200: {
          description: "CSV，UTF-8 带 BOM",
          content: {
            "text/csv": {
              schema: z.string(),
              example: "序号,时间,操作人\r\n42,2026-03-02T01:30:00.000Z,localStaff\r\n",
            },
          },
        },
        ...problems("invalid_input", "forbidden", "precondition_failed"),
      },
    },
    async (c) => {
      const csv = await exportAudit({ ctx: c.var.ctx, input: await readJson(c) });
      return c.body(new Uint8Array(csv), 200, {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="audit.csv"',
      });
    },
  );
}
