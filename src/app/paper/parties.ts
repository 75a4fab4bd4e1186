import type { ListedPair } from "../../domain/match-list/listed-pair.ts";
import type { PairSide } from "../../domain/match-list/match-list.ts";
import type { AppContext } from "../context.ts";
import { organizationNames } from "../organization/name-organizations.ts";

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
