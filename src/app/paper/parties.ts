import { and, eq } from "drizzle-orm";
import { matchAnswerTable } from "../../db/schema/match-list.ts";
import { type ListedPair, pairKey } from "../../domain/match-list/listed-pair.ts";
import type { PairSide } from "../../domain/match-list/match-list.ts";
import type { AppContext } from "../context.ts";
import { organizationNames } from "../organization/name-organizations.ts";
import type { PrintedList } from "./read-list.ts";

/** One who is handed a handbook: an organisation on one side of the list, or a record whose organisation is not known here. */
export interface Party {
  /** `need <id>` or `counterpart <id>`. */
  key: string;
  side: PairSide;
  name: string;
  /** null where it is a record alone. */
  organizationId: string | null;
  pairs: readonly ListedPair[];
}

export const everyParty = "all";

/** The pairs of a list that are still to meet: one that either party declined on this version is not. */
export async function stillToMeet(ctx: AppContext, { list, number, pairs }: PrintedList): Promise<ListedPair[]> {
  if (number === null) return [...pairs];
  const { listId, needId, targetKind, targetId, status } = matchAnswerTable;
  const declined = await ctx.db.orm
    .select({ needId, kind: targetKind, id: targetId })
    .from(matchAnswerTable)
    .where(and(eq(listId, list.id), eq(matchAnswerTable.number, number), eq(status, "declined")));
  const without = new Set(declined.map(({ needId, kind, id }) => pairKey({ needId, target: { kind, id } })));
  return pairs.filter((pair) => !without.has(pairKey(pair)));
}

/** The parties of a list, enterprises first, each in the order of its first pair. */
export async function partiesOf(ctx: AppContext, pairs: readonly ListedPair[]): Promise<Party[]> {
  const parties = [...collect(pairs, "need"), ...collect(pairs, "counterpart")];
  const known = parties.filter(({ organizationId }) => organizationId !== null);
  const names = await organizationNames(
    ctx,
    known.map(({ organizationId }) => organizationId!),
  );
  const nameOf = new Map(known.map(({ key }, at) => [key, names[at]!]));
  return parties.map((party) => ({ ...party, name: nameOf.get(party.key) ?? party.name }));
}

function collect(pairs: readonly ListedPair[], side: PairSide): Party[] {
  const parties = new Map<string, Party & { pairs: ListedPair[] }>();
  for (const pair of pairs) {
    const organizationId = side === "need" ? pair.needOrganizationId : pair.targetOrganizationId;
    const record = side === "need" ? pair.needId : pair.target.id;
    const name = side === "need" ? pair.needTitle : pair.targetTitle;
    const key = `${side} ${organizationId ?? record}`;
    const party = parties.get(key) ?? { key, side, name, organizationId, pairs: [] };
    party.pairs.push(pair);
    parties.set(key, party);
  }
  return [...parties.values()];
}
