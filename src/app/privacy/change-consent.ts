import { and, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { findRow, type RecordRow } from "../../db/records.ts";
import { consentTable } from "../../db/schema/disclosure.ts";
import {
  type ConsentField,
  type ConsentStates,
  consentFields,
  consentTexts,
  withdrawnWith,
} from "../../domain/privacy/consent.ts";
import type { Visibility } from "../../domain/shared/entity.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { lockChain } from "../audit/chain-end.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { writeVersion } from "../record/write-version.ts";
import { scopeFor } from "../scope.ts";
import { findConsents, statesOf } from "./consents.ts";

const inputSchema = z.strictObject({
  field: z.enum(consentFields),
  /** What was read and agreed to. */
  textVersion: z.string(),
  /** On what paper an institution or staff act in the person's place; the person needs none. */
  note: z.string().trim().max(500).default(""),
});
const withdrawSchema = inputSchema.omit({ textVersion: true });

export interface ConsentInput {
  ctx: AppContext;
  expertId: string;
  input: unknown;
}

/** Notes that an expert agreed, in their own words or by a written consent their institution holds.
 * @throws AppError `not_found`; `invalid_input` for another text than the one in force, or without a note in another's place */
export async function giveConsent({ ctx, expertId, input }: ConsentInput): Promise<ConsentStates> {
  const { field, textVersion, note } = parseInput(inputSchema, input);
  if (textVersion !== consentTexts[field].version) {
    refuse("textVersion", textVersion, `现行文本 ${consentTexts[field].version}，请重新打开页面阅读`);
  }
  return change(ctx, expertId, note, async (tx, row) => {
    const before = statesOf(await findConsents(tx, expertId));
    if (field !== "profile" && before.profile === "withdrawn") {
      throw new AppError("precondition_failed", "请先同意向已登录用户展示档案。", { reason: "consent_withdrawn" });
    }
    if (before[field] !== "given") {
      const given = { givenBy: ctx.principal.id, givenAt: ctx.now() };
      await tx.insert(consentTable).values({ id: ctx.newId(), expertId, fields: [field], textVersion, ...given });
    }
    await appendAudit(ctx, tx, { ...deed("consent.give", expertId, note), details: { field, textVersion } });
    return widened(field, row);
  });
}

/** Takes a consent back, or objects to a profile that stands there without one. It holds for every read from the commit on.
 * @throws AppError `not_found`; `invalid_input` without a note in another's place */
export async function withdrawConsent({ ctx, expertId, input }: ConsentInput): Promise<ConsentStates> {
  const { field, note } = parseInput(withdrawSchema, input);
  return change(ctx, expertId, note, async (tx, row) => {
    const rows = await findConsents(tx, expertId);
    const states = statesOf(rows);
    const now = ctx.now();
    const ended = { withdrawnBy: ctx.principal.id, withdrawnAt: now };
    const gone = rows.filter(
      ({ fields, withdrawnAt }) =>
        withdrawnAt === null && fields.some((each) => withdrawnWith[field].includes(each as ConsentField)),
    );
    if (gone.length > 0) {
      const ids = gone.map(({ id }) => id);
      await tx
        .update(consentTable)
        .set(ended)
        .where(and(inArray(consentTable.id, ids), isNull(consentTable.withdrawnAt)));
    }
    if (states[field] === "none") {
      const textVersion = consentTexts[field].version;
      // A refusal: nothing was ever given, so it begins and ends with itself.
      const basis = { givenBy: ctx.principal.id, givenAt: now };
      await tx
        .insert(consentTable)
        .values({ id: ctx.newId(), expertId, fields: [field], textVersion, ...basis, ...ended });
    }
    await appendAudit(ctx, tx, { ...deed("consent.withdraw", expertId, note), details: { field } });
    return narrowed(field, row);
  });
}

async function change(
  ctx: AppContext,
  expertId: string,
  note: string,
  write: (tx: Orm, row: RecordRow) => Promise<Visibility>,
): Promise<ConsentStates> {
  const scope = scopeFor(ctx.principal, "update", "expert");
  return ctx.db.transaction(async (tx) => {
    await lockChain(tx);
    const row = await findRow(tx, "expert", expertId, scope);
    if (row === undefined) throw notFound("专家");
    if (!isOwnProfile(ctx, expertId) && note.length < 4) {
      refuse("note", note, "代专家办理的依据，如书面同意书的日期和存放处，至少 4 个字");
    }
    const visibility = await write(tx, row);
    if (visibility !== row.visibility) {
      await writeVersion(tx, { kind: "expert", id: expertId, ifVersion: row.version }, { visibility }, ctx.now());
    }
    return statesOf(await findConsents(tx, expertId));
  });
}

/** Whether the principal is the person the profile describes. */
export function isOwnProfile({ principal }: Pick<AppContext, "principal">, expertId: string): boolean {
  return principal.kind === "user" && principal.expertId === expertId;
}

function widened(field: ConsentField, { visibility, status }: RecordRow): Visibility {
  if (status === "withdrawn") return visibility;
  if (field === "profile" && visibility === "hidden") return "signedIn";
  return field === "public" && visibility === "signedIn" ? "public" : visibility;
}

function narrowed(field: ConsentField, { visibility }: RecordRow): Visibility {
  if (field === "profile") return "hidden";
  return field === "public" && visibility === "public" ? "signedIn" : visibility;
}

function deed<Action extends string>(action: Action, subjectId: string, reason: string) {
  return { action, subjectKind: "expert", subjectId, reason };
}

function refuse(where: string, found: string, expected: string): never {
  throw new AppError("invalid_input", "未能登记，请按提示修改。", { issues: [{ where, found, expected }] });
}
