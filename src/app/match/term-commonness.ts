import type { Analyser } from "../../domain/matching/analyser.ts";
import type { TermCommonness } from "../../domain/matching/overlap.ts";
import { rankedText } from "../../domain/matching/project-record.ts";
import { queryTerms } from "../../domain/matching/query.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { listAudienceOf } from "./database-pool.ts";

/** What is known without an engine: the list of common words alone decides what is quoted. */
const notKnown: TermCommonness = { documents: 0, frequency: new Map() };

/** How common the subject's terms are among the candidates the principal may find. Only quoting needs it, so a stored list is shown without
 * while the engine does not answer. */
export async function termCommonness(
  ctx: AppContext,
  subject: AnyRecord,
  targetKind: EntityKind,
  analyser: Analyser,
): Promise<TermCommonness> {
  const terms = queryTerms(rankedText(subject.kind, subject.content), analyser);
  try {
    return await ctx.search.termStatistics(targetKind, terms.keys(), listAudienceOf(ctx.principal));
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return notKnown;
    throw error;
  }
}
