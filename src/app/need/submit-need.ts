import { toRecord } from "../../db/records.ts";
import { type NeedStatus, needCan } from "../../domain/need/need.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { auditLinked } from "../record/audit-linked.ts";
import { loadVersion, writeVersion } from "../record/write-version.ts";
import { scopeFor } from "../scope.ts";

/**
 * Hands a draft, or a need that was returned, in: from now on staff see it, and it is matched.
 * @throws AppError `not_found`, `stale_version`; `precondition_failed` when it was handed in already
 */
export async function submitNeed({
  ctx,
  id,
  ifVersion,
}: {
  ctx: AppContext;
  id: string;
  ifVersion: number;
}): Promise<RecordOf<"need">> {
  const scope = scopeFor(ctx.principal, "update", "need");
  return ctx.db.transaction(async (tx) => {
    const ref = { kind: "need", id, ifVersion } as const;
    const row = await loadVersion(tx, ref, scope);
    if (!needCan("submit", row.status as NeedStatus)) {
      throw new AppError("precondition_failed", "这条需求已经提交过了。", { reason: row.status });
    }
    const written = await writeVersion(tx, ref, { status: "submitted" }, ctx.now());
    await auditLinked(ctx, tx, { kind: "need", id, organizationId: row.organizationId, does: "update" });
    return toRecord("need", written);
  });
}
