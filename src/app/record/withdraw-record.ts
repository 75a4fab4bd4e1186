import { toRecord } from "../../db/records.ts";
import { type EntityKind, entityNames, type Visibility } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { scopeFor } from "../scope.ts";
import { auditLinked } from "./audit-linked.ts";
import { recordCan } from "./record-can.ts";
import { loadVersion, writeVersion } from "./write-version.ts";

/**
 * Takes a record out of search and matching for good: an expert or achievement becomes `withdrawn` and hidden, a need
 * `cancelled`. It stays stored, for staff.
 * @throws AppError `not_found`, `stale_version`, `precondition_failed`
 */
export async function withdrawRecord<K extends EntityKind>({
  ctx,
  kind,
  id,
  ifVersion,
}: {
  ctx: AppContext;
  kind: K;
  id: string;
  ifVersion: number;
}): Promise<RecordOf<K>> {
  const scope = scopeFor(ctx.principal, "withdraw", kind);
  return ctx.db.transaction(async (tx) => {
    const ref = { kind, id, ifVersion };
    const row = await loadVersion(tx, ref, scope);
    if (!recordCan("withdraw", kind, row.status)) {
      throw new AppError("precondition_failed", `该${entityNames[kind]}当前状态不允许撤回。`, { reason: row.status });
    }
    const written = await writeVersion(tx, ref, withdrawn(kind, row.visibility), ctx.now());
    await auditLinked(ctx, tx, { kind, id, organizationId: row.organizationId, does: "withdraw" });
    return toRecord(kind, written);
  });
}

function withdrawn(kind: EntityKind, visibility: Visibility) {
  if (kind === "need") return { status: "cancelled" as const, visibility };
  return { status: "withdrawn" as const, visibility: "hidden" as const };
}
