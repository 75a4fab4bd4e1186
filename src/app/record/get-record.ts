import { type EntityKind, entityNames } from "../../domain/shared/entity.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { type Action, scopeFor } from "../scope.ts";
import { readRow, shown } from "./read-rows.ts";

/** One record as far as the principal may see into it, without its contact.
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
  const row = await readRow(ctx, kind, id, scopeFor(ctx.principal, action, kind));
  if (row === undefined) throw notFound(entityNames[kind]);
  return shown(kind, row);
}
