import { sql } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { enqueue } from "../../db/outbox.ts";
import type { RecordRow } from "../../db/records.ts";
import { contactTable } from "../../db/schema/contact.ts";
import { importRowTable } from "../../db/schema/import.ts";
import { recordTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { AppContext } from "../context.ts";
import { stillConfirmed } from "../disclosure/still-confirmed.ts";
import { findOrCreateOrganizations } from "../organization/find-or-create-organizations.ts";
import { storable } from "../parse-input.ts";
import { contentColumns } from "../record/content-columns.ts";
import { initialStatus, initialVisibility } from "../record/record-defaults.ts";
import { redactRaw } from "../record/redact-raw.ts";
import { findContact, isEmptyContact, sameContact, saveContact, sealContact } from "../record/save-contact.ts";
import { scopeRegions } from "../record/scope-region.ts";
import { writeVersion } from "../record/write-version.ts";
import type { PreparedRow } from "./prepare-rows.ts";

/** Stores rows nobody has seen as new records. */
export async function insertRows<K extends EntityKind>(
  ctx: AppContext,
  tx: Orm,
  kind: K,
  batchId: string,
  rows: readonly PreparedRow<K>[],
): Promise<void> {
  if (rows.length === 0) return;
  const now = ctx.now();
  const organizations = await findOrCreateOrganizations(
    ctx,
    tx,
    kind,
    rows.map(({ content }) => content.organizationName),
  );
  const owners = rows.map(({ content }) => organizations.get(content.organizationName) ?? null);
  const regions = await scopeRegions(
    ctx,
    tx,
    rows.map(({ content }, at) => ({ regionCode: content.regionCode, organizationId: owners[at]! })),
  );
  const placed = rows.map((row) => ({ row, recordId: ctx.newId() }));
  await tx.insert(recordTable(kind)).values(
    placed.map(({ row, recordId }, at) => ({
      id: recordId,
      number: row.number,
      organizationId: owners[at]!,
      scopeRegion: regions[at]!,
      source: "excel" as const,
      sourceRow: row.row,
      visibility: initialVisibility[kind],
      status: initialStatus[kind],
      createdBy: ctx.principal.id,
      version: 1,
      createdAt: now,
      updatedAt: now,
      raw: redactRaw(kind, storable(row.raw), row.contact),
      ...contentColumns(kind, row.content),
    })),
  );
  const contacts = placed.filter(({ row }) => !isEmptyContact(row.contact));
  if (contacts.length > 0) {
    await tx.insert(contactTable).values(
      contacts.map(({ row, recordId }) => ({
        subjectKind: kind,
        subjectId: recordId,
        ...sealContact(ctx, row.contact),
        updatedAt: now,
      })),
    );
  }
  await enqueue(
    tx,
    placed.map(({ recordId }) => ({ kind, id: recordId, version: 1 })),
    now,
  );
  await rememberRows(tx, kind, batchId, placed);
}

/** Notes which record each row became, so that the next upload knows it. */
export async function rememberRows<K extends EntityKind>(
  tx: Orm,
  kind: K,
  batchId: string,
  rows: readonly { row: PreparedRow<K>; recordId: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(importRowTable)
    .values(
      rows.map(({ row, recordId }) => ({
        kind,
        key: row.key,
        recordId,
        rowHash: row.hash,
        batchId,
        sheet: row.sheet,
        row: row.row,
      })),
    )
    .onConflictDoUpdate({
      target: [importRowTable.kind, importRowTable.key],
      set: {
        recordId: sql`excluded.record_id`,
        rowHash: sql`excluded.row_hash`,
        batchId: sql`excluded.batch_id`,
        sheet: sql`excluded.sheet`,
        row: sql`excluded.row`,
      },
    });
}

/** Makes a stored record say what the row says. @returns false when it already did */
export async function updateRow<K extends EntityKind>(
  ctx: AppContext,
  tx: Orm,
  kind: K,
  stored: RecordRow,
  row: PreparedRow<K>,
): Promise<boolean> {
  const columns = contentColumns(kind, row.content);
  const owner = { kind, id: stored.id };
  // A workbook without contacts, such as an export, says nothing about them.
  const contactSame = isEmptyContact(row.contact) || sameContact(await findContact(ctx, tx, owner), row.contact);
  if (columns.contentHash === stored.contentHash && contactSame) return false;
  const now = ctx.now();
  const name = row.content.organizationName;
  const organizations = await findOrCreateOrganizations(ctx, tx, kind, [name]);
  if (!contactSame) await saveContact(ctx, tx, owner, row.contact);
  const raw = redactRaw(kind, storable(row.raw), row.contact);
  const organizationId = organizations.get(name) ?? null;
  const placed = [{ regionCode: row.content.regionCode, organizationId }];
  const [scopeRegion = null] = await scopeRegions(ctx, tx, placed, stored.scopeRegion);
  const confirmed = kind === "need" ? stillConfirmed(stored, columns) : null;
  const change = { ...columns, ...confirmed, organizationId, scopeRegion, sourceRow: row.row, raw };
  await writeVersion(tx, { ...owner, ifVersion: stored.version }, change, now);
  return true;
}
