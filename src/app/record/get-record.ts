import { findRow, toRecord } from "../../db/records.ts";
import { type EntityKind, entityNames } from "../../domain/shared/entity.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { type Action, scopeFor } from "../scope.ts";

/** One record, without its contact.
 * @param action `read`, or what the principal is about to do with it, where that needs more than reading
 * @throws AppError `not_found` when it is missing or out of scope */
export async function getRecord<K extends EntityKind>({
  ctx,
  kind,
  id,
  action = "read",
}: {
  ctx: AppContext;
  kind: K;
  id: string;
  action?: Extract<Action, "read" | "own" | "match" | "update">;
}): Promise<RecordOf<K>> {
  const scope = scopeFor(ctx.principal, action, kind);
  const row = await findRow(ctx.db.orm, kind, id, scope);
  if (row === undefined) throw notFound(entityNames[kind]);
  return toRecord(kind, row);
}
