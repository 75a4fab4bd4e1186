import { asc, eq } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { consentTable } from "../../db/schema/disclosure.ts";
import {
  type ConsentField,
  type ConsentState,
  type ConsentStates,
  consentFields,
} from "../../domain/privacy/consent.ts";
import type { Visibility } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";

export type ConsentRow = typeof consentTable.$inferSelect;

/** Everything an expert ever agreed to, oldest first. */
export async function findConsents(orm: Orm, expertId: string): Promise<ConsentRow[]> {
  return orm
    .select()
    .from(consentTable)
    .where(eq(consentTable.expertId, expertId))
    .orderBy(asc(consentTable.givenAt), asc(consentTable.id));
}

/** What holds now. */
export function statesOf(rows: readonly ConsentRow[]): ConsentStates {
  const state = (field: ConsentField): ConsentState => {
    const own = rows.filter(({ fields }) => fields.includes(field));
    if (own.some(({ withdrawnAt }) => withdrawnAt === null)) return "given";
    return own.length === 0 ? "none" : "withdrawn";
  };
  return Object.fromEntries(consentFields.map((field) => [field, state(field)])) as Record<ConsentField, ConsentState>;
}

/** Refuses to show a profile wider than its person agreed to.
 * @throws AppError `precondition_failed` */
export function requireConsent(states: ConsentStates, visibility: Visibility): void {
  if (visibility === "hidden" || visibility === "private") return;
  if (states.profile === "withdrawn") {
    throw new AppError("precondition_failed", "专家本人已撤回展示档案的同意，重新征得同意后才能展示。", {
      reason: "consent_withdrawn",
    });
  }
  if (visibility === "public" && states.public !== "given") {
    throw new AppError("precondition_failed", "向公众展示专家档案，须先取得专家本人的同意并登记。", {
      reason: "consent_missing",
    });
  }
}
