import { z } from "zod";
import { toRecord } from "../../db/records.ts";
import { type EntityKind, entityNames, type Visibility, visibility } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { type ContentOf, contentSchemas, type RecordOf } from "../../domain/shared/record-content.ts";
import { contact as contactSchema } from "../../domain/shared/text-fields.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { lockChain } from "../audit/chain-end.ts";
import type { AppContext } from "../context.ts";
import { stillConfirmed } from "../disclosure/still-confirmed.ts";
import { ownerOfRecord } from "../organization/owner-of-record.ts";
import { parseInput } from "../parse-input.ts";
import { findConsents, requireConsent, statesOf } from "../privacy/consents.ts";
import { scopeFor } from "../scope.ts";
import { auditLinked } from "./audit-linked.ts";
import { contentColumns } from "./content-columns.ts";
import { recordCan } from "./record-can.ts";
import { findContact, sameContact, saveContact } from "./save-contact.ts";
import { scopeRegions } from "./scope-region.ts";
import { loadVersion, writeVersion } from "./write-version.ts";

/** What is left out stays as it is. */
export interface UpdateRecordInput {
  content?: unknown;
  contact?: unknown;
  visibility?: Visibility | undefined;
}

/**
 * Replaces what a record says. When nothing differs nothing is written and the version stays.
 * @throws AppError `not_found`, `stale_version`, `precondition_failed` (its state forbids editing), `invalid_input`
 */
export async function updateRecord<K extends EntityKind>({
  ctx,
  kind,
  id,
  ifVersion,
  input,
}: {
  ctx: AppContext;
  kind: K;
  id: string;
  ifVersion: number;
  input: UpdateRecordInput;
}): Promise<RecordOf<K>> {
  const scope = scopeFor(ctx.principal, "update", kind);
  const content =
    input.content === undefined ? null : (parseInput(contentSchemas[kind], input.content) as ContentOf[K]);
  const contact = input.contact === undefined ? null : parseInput(contactSchema, input.contact);
  const shownTo = parseInput(z.optional(visibility), input.visibility);

  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const ref = { kind, id, ifVersion };
    // A consent that is being withdrawn is waited for, or waits.
    if (kind === "expert" && shownTo !== undefined) await lockChain(tx);
    const row = await loadVersion(tx, ref, scope);
    if (!recordCan("edit", kind, row.status)) {
      throw new AppError("precondition_failed", `该${entityNames[kind]}当前状态不允许修改。`, { reason: row.status });
    }
    const columns = content === null ? null : contentColumns(kind, content);
    const newContact = contact !== null && !sameContact(contact, await findContact(ctx, tx, ref)) ? contact : null;
    const newContent = columns !== null && columns.contentHash !== row.contentHash ? columns : null;
    const newVisibility = shownTo !== undefined && shownTo !== row.visibility ? shownTo : null;
    if (newContact === null && newContent === null && newVisibility === null) return toRecord(kind, row);

    if (kind === "expert" && newVisibility !== null) {
      requireConsent(statesOf(await findConsents(tx, id)), newVisibility);
    }
    const named = newContent !== null && newContent.organizationName !== row.organizationName;
    const organizationId = named ? await ownerOfRecord(ctx, tx, kind, newContent.organizationName) : row.organizationId;
    if (newContact !== null) await saveContact(ctx, tx, ref, newContact);
    const { regionCode } = newContent ?? (row.content as ContentOf[K]);
    const [scopeRegion = null] = await scopeRegions(ctx, tx, [{ regionCode, organizationId }], row.scopeRegion);
    const change = {
      ...newContent,
      ...(newContent !== null && kind === "need" && stillConfirmed(row, newContent)),
      organizationId,
      scopeRegion,
      visibility: newVisibility ?? row.visibility,
    };
    if (newVisibility !== null) {
      const details = { before: { visibility: row.visibility }, after: { visibility: newVisibility } };
      await appendAudit(ctx, tx, { action: "disclosure.change", subjectKind: kind, subjectId: id, details });
    }
    const written = await writeVersion(tx, ref, change, now);
    // A draft saves itself every few seconds; what is kept of it is that it was begun and handed in.
    if (row.status !== "draft") await auditLinked(ctx, tx, { kind, id, organizationId, does: "update" });
    return toRecord(kind, written);
  });
}
