import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { enqueue } from "../../db/outbox.ts";
import { findRow, recordFields, toRecord } from "../../db/records.ts";
import { recordTable } from "../../db/schema/record.ts";
import {
  type EntityKind,
  entityNames,
  type RecordSource,
  recordSource,
  type Visibility,
  visibility,
} from "../../domain/shared/entity.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { type ContentOf, contentSchemas, type RecordOf, type StatusOf } from "../../domain/shared/record-content.ts";
import { type Contact, contact as contactSchema } from "../../domain/shared/text-fields.ts";
import type { AppContext } from "../context.ts";
import { ownerOfRecord } from "../organization/owner-of-record.ts";
import { parseInput, storable } from "../parse-input.ts";
import { requireConsent, statesOf } from "../privacy/consents.ts";
import { buriedText, findBuried } from "../privacy/tombstone.ts";
import { scopeFor } from "../scope.ts";
import { auditLinked } from "./audit-linked.ts";
import { contentColumns } from "./content-columns.ts";
import { initialStatus, initialVisibility, statusSchemas } from "./record-defaults.ts";
import { type RawRow, redactRaw } from "./redact-raw.ts";
import { findContact, sameContact, saveContact } from "./save-contact.ts";
import { scopeRegions } from "./scope-region.ts";

export interface CreateRecordInput<K extends EntityKind> {
  /** Chosen by the form, so that sending it twice makes one record. @default a new id */
  id?: string | undefined;
  content: unknown;
  contact?: unknown;
  /** @default "form" */
  source?: RecordSource | undefined;
  /** @default "private" for a need, "signedIn" for the others */
  visibility?: Visibility | undefined;
  number?: string | null | undefined;
  /** @default "submitted" for a need, "listed" for the others */
  status?: StatusOf[K] | undefined;
  sourceRow?: number | null | undefined;
  /** The author's row as it was. */
  raw?: RawRow | null | undefined;
}

const envelopeSchema = z.object({
  id: z.uuid().optional(),
  source: recordSource.default("form"),
  visibility: visibility.optional(),
  number: z.string().trim().max(60).nullable().default(null),
  sourceRow: z.number().int().positive().nullable().default(null),
});

/**
 * Stores a new record. With the id of a record that says the same it returns that record, so a form may be sent again.
 * @throws AppError `invalid_input`; `conflict` when the id is taken by other content
 */
export async function createRecord<K extends EntityKind>({
  ctx,
  kind,
  input,
}: {
  ctx: AppContext;
  kind: K;
  input: CreateRecordInput<K>;
}): Promise<RecordOf<K>> {
  const scope = scopeFor(ctx.principal, "create", kind);
  const envelope = parseInput(envelopeSchema, input);
  const content = parseInput(contentSchemas[kind], input.content) as ContentOf[K];
  const contact = parseInput(contactSchema, input.contact ?? {});
  const status = parseInput(statusSchemas[kind], input.status ?? initialStatus[kind]) as StatusOf[EntityKind];
  const id = envelope.id ?? ctx.newId();
  // Nobody was asked yet; the operator of the machine answers for what is loaded there.
  if (kind === "expert" && ctx.principal.kind !== "localStaff" && ctx.principal.kind !== "system") {
    requireConsent(statesOf([]), envelope.visibility ?? initialVisibility[kind]);
  }

  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const columns = contentColumns(kind, content);
    if ((await findBuried(ctx, tx, [{ kind, content, contact }])).size > 0) {
      throw new AppError("precondition_failed", `${buriedText}这份档案，不能再次录入；如本人改变主意，请联系管理员。`, {
        reason: "deleted_for_good",
      });
    }
    const organizationId = await ownerOfRecord(ctx, tx, kind, content.organizationName);
    const [scopeRegion = null] = await scopeRegions(ctx, tx, [{ regionCode: content.regionCode, organizationId }]);
    const rows = await tx
      .insert(recordTable(kind))
      .values({
        id,
        number: envelope.number === "" ? null : envelope.number,
        organizationId,
        scopeRegion,
        source: envelope.source,
        sourceRow: envelope.sourceRow,
        visibility: envelope.visibility ?? initialVisibility[kind],
        status,
        createdBy: ctx.principal.id,
        version: 1,
        createdAt: now,
        updatedAt: now,
        raw: input.raw ? redactRaw(kind, storable(input.raw), contact) : null,
        ...columns,
      })
      .onConflictDoNothing()
      .returning(recordFields(kind));
    const row = rows[0];
    if (row === undefined) return existing(tx, columns.contentHash, contact);
    await saveContact(ctx, tx, { kind, id }, contact);
    await enqueue(tx, [{ kind, id, version: 1 }], now);
    await auditLinked(ctx, tx, { kind, id, organizationId, does: "create" });
    return toRecord(kind, row);
  });

  async function existing(tx: Orm, hash: string, sent: Contact): Promise<RecordOf<K>> {
    const row = await findRow(tx, kind, id, scope);
    if (row === undefined) throw notFound(entityNames[kind]);
    if (row.contentHash === hash && sameContact(await findContact(ctx, tx, { kind, id }), sent))
      return toRecord(kind, row);
    throw new AppError("conflict", `该${entityNames[kind]}已经保存过，内容与本次提交不同。请打开已有记录修改。`, {
      reason: "id_taken",
    });
  }
}
