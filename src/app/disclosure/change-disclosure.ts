import { inArray } from "drizzle-orm";
import { z } from "zod";
import { toRecord } from "../../db/records.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { type DisclosureLevels, disclosureLevel } from "../../domain/disclosure/disclosure.ts";
import { type DisclosedField, disclosedFields, needFieldRules } from "../../domain/disclosure/need-fields.ts";
import type { NeedContent } from "../../domain/need/need.ts";
import { visibility } from "../../domain/shared/entity.ts";
import { AppError, type InputIssue } from "../../domain/shared/errors.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { loadVersion, writeVersion } from "../record/write-version.ts";
import { scopeFor } from "../scope.ts";
import { searchKeysOf } from "./search-keys.ts";

const inputSchema = z.strictObject({
  visibility: visibility.exclude(["hidden"]),
  /** Field → level from which it is shown as it is; fields left out take their default. */
  levels: z.partialRecord(z.enum(disclosedFields as [DisclosedField, ...DisclosedField[]]), disclosureLevel),
  /** Ids of the organisations that alone may see it, beside its owner; null = no such limit. */
  restrictedTo: z.array(z.uuid()).max(50).nullable(),
  reason: z.string().trim().max(1_000).default(""),
});
export type ChangeDisclosureInput = z.input<typeof inputSchema>;

/**
 * Decides who sees what of a need. It holds for every read from the commit on, whatever the index still holds.
 * @throws AppError `not_found`, `stale_version`; `invalid_input` for a level below the lowest allowed, an organisation that is not
 * there, or without the reason that staff give who act in an owner's place
 */
export async function changeDisclosure({
  ctx,
  id,
  ifVersion,
  input,
}: {
  ctx: AppContext;
  id: string;
  ifVersion: number;
  input: ChangeDisclosureInput;
}): Promise<RecordOf<"need">> {
  const scope = scopeFor(ctx.principal, "update", "need");
  const { visibility: shownTo, levels, restrictedTo, reason } = parseInput(inputSchema, input);
  refuse(Object.entries(levels).flatMap(([field, level]) => tooLow(field as DisclosedField, level)));
  return ctx.db.transaction(async (tx) => {
    const ref = { kind: "need", id, ifVersion } as const;
    const row = await loadVersion(tx, ref, scope);
    const owner = row.organizationId;
    const onBehalfOf = owner !== null && !actsFor(ctx.principal).includes(owner) ? owner : null;
    if (onBehalfOf !== null && reason === "") {
      refuse([{ where: "reason", found: "未填写", expected: "代需求方办理的理由和依据" }]);
    }
    if (restrictedTo !== null) {
      const found = await tx
        .select({ id: organizationTable.id })
        .from(organizationTable)
        .where(inArray(organizationTable.id, restrictedTo));
      const known = new Set(found.map(({ id }) => id));
      refuse(
        restrictedTo
          .filter((organization) => !known.has(organization))
          .map((organization) => ({ where: "restrictedTo", found: organization, expected: "已登记的单位" })),
      );
    }
    const searchKeys =
      row.redaction === null ? null : searchKeysOf(row.content as NeedContent, levels, row.redaction.texts);
    const after = {
      visibility: shownTo,
      disclosure: levels as DisclosureLevels,
      restrictedTo,
      ...(row.redaction !== null && searchKeys !== null && { redaction: { ...row.redaction, searchKeys } }),
    };
    const written = await writeVersion(tx, ref, after, ctx.now());
    await appendAudit(ctx, tx, {
      action: "disclosure.change",
      subjectKind: "need",
      subjectId: id,
      reason,
      details: {
        before: { visibility: row.visibility, levels: row.disclosure, restrictedTo: row.restrictedTo },
        after: { visibility: shownTo, levels, restrictedTo },
      },
      onBehalfOf,
    });
    return toRecord("need", written);
  });
}

function tooLow(field: DisclosedField, level: number): InputIssue[] {
  const { least, label } = needFieldRules[field];
  return level >= least
    ? []
    : [{ where: `levels.${field}`, found: String(level), expected: `${label}不低于 L${least}` }];
}

function refuse(issues: InputIssue[]): void {
  if (issues.length > 0) throw new AppError("invalid_input", "披露范围有误，请按提示修改。", { issues });
}
