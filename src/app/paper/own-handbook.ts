import { and, asc, eq, inArray } from "drizzle-orm";
import { matchAnswerTable, matchListTable } from "../../db/schema/match-list.ts";
import type { PaperWords } from "../../domain/paper/words.ts";
import { notFound } from "../../domain/shared/errors.ts";
import { actsFor, type Principal } from "../../domain/shared/principal.ts";
import type { AppContext } from "../context.ts";
import { ofLatestVersion } from "../match-list/list-answers.ts";
import type { MatchListRow } from "../match-list/list-scope.ts";
import { organizationNames } from "../organization/name-organizations.ts";
import { signInFirst } from "../scope.ts";
import { composeHandbook } from "./compose-handbook.ts";
import type { Composed } from "./composed.ts";
import { type Party, partiesOf, stillToMeet } from "./parties.ts";
import { readAsSelf } from "./read-as.ts";
import { readPrinted } from "./read-list.ts";

/** A sent list on which an organisation the principal acts for stands. */
export interface OwnList {
  list: MatchListRow;
  number: number;
  organizationId: string;
  organizationName: string;
}

/** The lists of which the principal may have its organisations' handbooks: those sent to them and not taken back.
 * @throws AppError `unauthenticated` */
export async function ownLists(ctx: AppContext): Promise<OwnList[]> {
  const organizations = organizationsOf(ctx.principal);
  if (organizations.length === 0) return [];
  const { organizationId, number } = matchAnswerTable;
  const rows = await ctx.db.orm
    .selectDistinct({ list: matchListTable, number, organizationId })
    .from(matchAnswerTable)
    .innerJoin(matchListTable, eq(matchListTable.id, matchAnswerTable.listId))
    .where(and(inArray(organizationId, [...organizations]), eq(matchListTable.status, "sent"), ofLatestVersion))
    .orderBy(asc(matchListTable.id), asc(organizationId));
  const names = await organizationNames(
    ctx,
    rows.map((row) => row.organizationId!),
  );
  return rows.map((row, at) => ({ ...row, organizationId: row.organizationId!, organizationName: names[at]! }));
}

/** @throws AppError `not_found` for a list that was not sent to that organisation, or for which the principal does not act */
export async function findOwnList(ctx: AppContext, listId: string, organizationId: string): Promise<OwnList> {
  const own = (await ownLists(ctx)).find((each) => each.list.id === listId && each.organizationId === organizationId);
  if (own === undefined) throw notFound("对接手册");
  return own;
}

/** The handbook of one's own organisation: its own pairs, as its reader sees them. */
export async function composeOwnHandbook(ctx: AppContext, own: OwnList, words: PaperWords): Promise<Composed> {
  const printed = await readPrinted(ctx, own.list, own.number);
  const pairs = await stillToMeet(ctx, printed);
  const parties = (await partiesOf(ctx, pairs)).filter((party) => party.organizationId === own.organizationId);
  const mine = parties.map((party) => ownPart(ctx.principal, party)).filter(({ pairs }) => pairs.length > 0);
  return composeHandbook(ctx, printed, mine, words, readAsSelf(ctx));
}

function organizationsOf(principal: Principal): readonly string[] {
  if (principal.kind === "visitor") throw signInFirst();
  return actsFor(principal);
}

/** An expert without other roles is handed the own part, not the colleagues'. */
function ownPart(principal: Principal, party: Party): Party {
  if (principal.kind !== "user" || principal.roles.some((role) => role !== "expert")) return party;
  return { ...party, pairs: party.pairs.filter(({ target }) => target.id === principal.expertId) };
}
