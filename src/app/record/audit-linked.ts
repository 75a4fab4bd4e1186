import type { Orm } from "../../db/database.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";

/** Notes that a broker or liaison wrote a record in the name of a firm they act for; says nothing of what others write. */
export async function auditLinked(
  ctx: AppContext,
  tx: Orm,
  deed: { kind: EntityKind; id: string; organizationId: string | null; does: "create" | "update" | "withdraw" },
): Promise<void> {
  const { principal } = ctx;
  const { kind, id, organizationId, does } = deed;
  if (principal.kind !== "user" || organizationId === null || organizationId === principal.organizationId) return;
  if (!principal.linkedOrganizationIds.includes(organizationId)) return;
  const subject = { subjectKind: kind, subjectId: id, details: { does } };
  await appendAudit(ctx, tx, { action: "record.write", ...subject, onBehalfOf: organizationId });
}
