import { asc, eq } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { isAmong } from "../../db/is-among.ts";
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

/** What holds now for each of several experts. */
export async function statesOfEach(orm: Orm, expertIds: readonly string[]): Promise<Map<string, ConsentStates>> {
  const rows =
    expertIds.length === 0
      ? []
      : await orm.select().from(consentTable).where(isAmong(consentTable.expertId, expertIds));
  const byExpert = new Map<string, ConsentRow[]>(expertIds.map((id) => [id, []]));
  for (const row of rows) byExpert.get(row.expertId)?.push(row);
  return new Map([...byExpert].map(([id, own]) => [id, statesOf(own)]));
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

/** What keeps a profile from being shown so widely; null when nothing does. */
export function missingConsent(
  states: ConsentStates,
  visibility: Visibility,
): { reason: "consent_withdrawn" | "consent_missing"; message: string } | null {
  if (visibility === "hidden" || visibility === "private") return null;
  if (states.profile === "withdrawn") {
    return {
      reason: "consent_withdrawn",
      message: "专家本人已撤回展示档案的同意，重新征得同意后才能展示。",
    };
  }
  if (visibility === "public" && states.public !== "given") {
    return { reason: "consent_missing", message: "向公众展示专家档案，须先取得专家本人的同意并登记。" };
  }
  return null;
}

/** Refuses to show a profile wider than its person agreed to.
 * @throws AppError `precondition_failed` */
export function requireConsent(states: ConsentStates, visibility: Visibility): void {
  const missing = missingConsent(states, visibility);
  if (missing !== null) throw new AppError("precondition_failed", missing.message, { reason: missing.reason });
}
