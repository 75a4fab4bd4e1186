import { and, desc, eq, isNull } from "drizzle-orm";
import { printoutTable } from "../../db/schema/printout.ts";
import { comparePaper, digestPaper, type PaperChange } from "../../domain/paper/digest.ts";
import type { Paper } from "../../domain/paper/paper.ts";
import type { PaperWords } from "../../domain/paper/words.ts";
import { notFound } from "../../domain/shared/errors.ts";
import { namesOf } from "../account/names-of.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { findList, type MatchListRow } from "../match-list/list-scope.ts";
import { contentHash } from "../record/content-hash.ts";
import { signInFirst } from "../scope.ts";
import { composePaper } from "./compose-paper.ts";
import type { Composed, PaperSpec } from "./composed.ts";
import { composeOwnHandbook, findOwnList } from "./own-handbook.ts";

export type Printout = typeof printoutTable.$inferSelect;

/** A printout with what its list makes now. */
export interface OpenedPrintout extends Composed {
  printout: Printout;
  list: MatchListRow;
  madeByName: string;
  /** What changed since it was made; null = it says what was printed. */
  change: PaperChange | null;
}

/** Stores that a document was made, of what, by whom and why, with its digest; the deed enters the audit as an export. */
export async function keepPrintout(
  ctx: AppContext,
  listId: string,
  spec: PaperSpec,
  paper: Paper,
  { reason, organizationId }: { reason: string; organizationId: string | null },
): Promise<Printout> {
  const printout: Printout = {
    id: ctx.newId(),
    listId,
    ...spec,
    madeBy: ctx.principal.id,
    organizationId,
    madeAt: ctx.now(),
    reason,
    digest: digestPaper(paper, contentHash),
  };
  const { kind, audience, number, party } = spec;
  await ctx.db.transaction(async (tx) => {
    await tx.insert(printoutTable).values(printout);
    await appendAudit(ctx, tx, {
      action: "record.export",
      subjectKind: "matchList",
      subjectId: listId,
      reason,
      onBehalfOf: organizationId,
      details: { printout: printout.id, kind, audience, version: number, party, sections: paper.sections.length },
    });
  });
  return printout;
}

/** One's own printout with the document as it is made now. Nothing but its digest was kept, so what was withdrawn since is gone.
 * @throws AppError `unauthenticated`; `not_found` for another's, and where the list may no longer be read */
export async function openPrintout({
  ctx,
  words,
  id,
}: {
  ctx: AppContext;
  words: PaperWords;
  id: string;
}): Promise<OpenedPrintout> {
  if (ctx.principal.kind === "visitor") throw signInFirst();
  const rows = await ctx.db.orm
    .select()
    .from(printoutTable)
    .where(and(eq(printoutTable.id, id), eq(printoutTable.madeBy, ctx.principal.id)));
  const printout = rows[0];
  if (printout === undefined) throw notFound("打印稿");
  const { list, composed } = await composeAgain(ctx, printout, words);
  const madeByName = (await namesOf(ctx, [printout.madeBy])).get(printout.madeBy)!;
  return { ...composed, printout, list, madeByName, change: changeOf(printout, composed.paper) };
}

async function composeAgain(
  ctx: AppContext,
  printout: Printout,
  words: PaperWords,
): Promise<{ list: MatchListRow; composed: Composed }> {
  if (printout.organizationId !== null) {
    const own = await findOwnList(ctx, printout.listId, printout.organizationId);
    if (own.number !== printout.number) throw notFound("打印稿");
    return { list: own.list, composed: await composeOwnHandbook(ctx, own, words) };
  }
  const list = await findList(ctx.db.orm, ctx.principal, printout.listId);
  return { list, composed: await composePaper(ctx, list, printout, words) };
}

/** What changed between a printout and the same document composed now. */
export function changeOf({ digest }: Printout, paper: Paper): PaperChange | null {
  return comparePaper(digest, digestPaper(paper, contentHash), paper);
}

/** The newest printouts the bureau made of a list; parties' own handbooks are not among them. */
export async function latestPrintouts(ctx: AppContext, listId: string, most: number): Promise<Printout[]> {
  return ctx.db.orm
    .select()
    .from(printoutTable)
    .where(and(eq(printoutTable.listId, listId), isNull(printoutTable.organizationId)))
    .orderBy(desc(printoutTable.madeAt), desc(printoutTable.id))
    .limit(most);
}
