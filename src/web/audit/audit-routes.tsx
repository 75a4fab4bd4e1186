import { Hono } from "hono";
import type { AuditFilter } from "../../app/audit/audit-filter.ts";
import { exportAudit } from "../../app/audit/export-audit.ts";
import { listAudit } from "../../app/audit/list-audit.ts";
import { nameSubjects } from "../../app/audit/name-subjects.ts";
import { verifyAudit } from "../../app/audit/verify-audit.ts";
import type { AppEnv } from "../../http/deps.ts";
import { page } from "../layout/respond.ts";
import { AuditPage, filterBoxes } from "./audit-page.tsx";
import { VerificationPage } from "./verification-page.tsx";

/** The audit for the auditor: search, check, export with a reason. Searching writes nothing. */
export const auditRoutes = new Hono<AppEnv>()
  .get("/audit", async (c) => {
    const filter = filterOf((box) => c.req.query(box));
    const cursor = c.req.query("cursor");
    const input = { filter, ...(cursor !== undefined && { cursor }) };
    const { ctx } = c.var;
    const found = await listAudit({ ctx, input });
    const names = await nameSubjects(ctx, found.items);
    return page(c, { title: "审计记录" }, <AuditPage page={found} names={names} filter={filter} />);
  })
  .get("/audit/verification", async (c) =>
    page(c, { title: "核对审计记录" }, <VerificationPage found={await verifyAudit({ ctx: c.var.ctx })} />),
  )
  .post("/audit/export", async (c) => {
    const form = await c.req.formData();
    const text = (box: string) => form.get(box)?.toString();
    const csv = await exportAudit({ ctx: c.var.ctx, input: { reason: text("reason") ?? "", filter: filterOf(text) } });
    c.header("Cache-Control", "no-store");
    return c.body(new Uint8Array(csv), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="audit.csv"',
    });
  });

/** The boxes that were filled in; the use case checks them. */
function filterOf(textOf: (box: string) => string | undefined): AuditFilter {
  const filled = filterBoxes
    .map((box) => [box, textOf(box)?.trim() ?? ""] as const)
    .filter(([, value]) => value !== "");
  return Object.fromEntries(filled) as AuditFilter;
}
