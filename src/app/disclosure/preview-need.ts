import { disclosureOf } from "../../db/records.ts";
import type { DisclosureLevel, DisclosureLevels, Redaction } from "../../domain/disclosure/disclosure.ts";
import { widestAudience } from "../../domain/matching/project-shelves.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { Audience } from "../../domain/shared/principal.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { discloseRecord, readRow, shown } from "../record/read-rows.ts";
import { scopeFor } from "../scope.ts";

/** A need as its owner decided on it, and as each audience sees it. */
export interface NeedPreview {
  need: RecordOf<"need">;
  levels: DisclosureLevels | null;
  restrictedTo: readonly string[] | null;
  redaction: Redaction | null;
  /** The content changed since the wording was confirmed: nobody else finds the need until that is done again. */
  redactionIsStale: boolean;
  /** The widest audience that finds it now; null = nobody, e.g. while it is a draft. */
  widest: Audience | null;
  /** As seen at levels 0–3, by the very rules that reading uses. */
  views: Readonly<Record<0 | 1 | 2 | 3, RecordOf<"need">>>;
}

/** What others see of a need, for whoever answers for it.
 * @throws AppError `not_found` */
export async function previewNeed({ ctx, id }: { ctx: AppContext; id: string }): Promise<NeedPreview> {
  const row = await readRow(ctx, "need", id, scopeFor(ctx.principal, "own", "need"));
  if (row === undefined) throw notFound("技术需求");
  const need = shown("need", row);
  const { disclosure: levels, redaction, restrictedTo, contentHash } = row;
  const viewAt = (level: DisclosureLevel) => discloseRecord(need, row, level);
  return {
    need,
    levels,
    restrictedTo,
    redaction,
    redactionIsStale: redaction !== null && redaction.contentHash !== contentHash,
    widest: widestAudience(need, disclosureOf(row)),
    views: { 0: viewAt(0), 1: viewAt(1), 2: viewAt(2), 3: viewAt(3) },
  };
}
