import { findRow } from "../../db/records.ts";
import { type EntityKind, entityNames } from "../../domain/shared/entity.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { Contact } from "../../domain/shared/text-fields.ts";
import type { AppContext } from "../context.ts";
import { scopeFor } from "../scope.ts";
import { findContact } from "./save-contact.ts";

/** The contact of a record, or null when it has none.
 * @throws AppError `not_found` when the record is missing or the principal may not see its contact */
export async function getContact({
  ctx,
  kind,
  id,
}: {
  ctx: AppContext;
  kind: EntityKind;
  id: string;
}): Promise<Contact | null> {
  const scope = scopeFor(ctx.principal, "readContact", kind);
  const row = await findRow(ctx.db.orm, kind, id, scope);
  if (row === undefined) throw notFound(entityNames[kind]);
  return findContact(ctx, ctx.db.orm, { kind, id });
}
