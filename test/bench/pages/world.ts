import { type Random, randomFrom } from "../corpus.ts";

/** How much a bureau of a large city keeps. */
export const sizes = {
  need: 5_000,
  expert: 50_000,
  achievement: 20_000,
  firms: 3_000,
  institutions: 400,
  /** Of the firm and the university whose members ask. */
  ownNeeds: 40,
  /** Of the two firms a broker acts for. */
  linkedNeeds: 10,
  ownExperts: 2_000,
  ownAchievements: 800,
  listedNeeds: 200,
  candidates: 10,
  users: 400,
  deeds: 5_000,
};

/** Takes a part of the records only; lists, firms and universities stay. */
export function shrink(by: number): void {
  for (const size of ["expert", "achievement", "ownExperts", "ownAchievements"] as const)
    sizes[size] = Math.ceil(sizes[size] / by);
  sizes.need = Math.max(6 * sizes.listedNeeds, Math.ceil(sizes.need / by));
}

const blocks = { need: 1, expert: 2, achievement: 3, organization: 4, user: 5, list: 6, other: 7 } as const;

/** Id of the n-th thing of a kind, the same in every run. */
export function idOf(kind: keyof typeof blocks, n: number): string {
  return `00000000-0000-4000-8000-${blocks[kind]}${n.toString(16).padStart(11, "0")}`;
}

/** The organisations that members of the bench belong to: the first firm, the firms a broker acts for, the first university, the bureaus. */
export const organizations = {
  firm: idOf("organization", 0),
  linked: [idOf("organization", 1), idOf("organization", 2)],
  university: idOf("organization", sizes.firms),
  bureau: idOf("organization", sizes.firms + sizes.institutions),
  county: idOf("organization", sizes.firms + sizes.institutions + 1),
};

/** Where the county's staff work; every eighth record is of it. */
export const countyRegion = "330300";

/** Lists: three sent, one approved, two being worked on, the last of them the county's; 200 needs with ten candidates each. */
export const lists = {
  sent: [0, 1, 2].map((n) => idOf("list", n)),
  approved: idOf("list", 3),
  draft: idOf("list", 4),
  countyDraft: idOf("list", 5),
};

/** The n-th need of a list; the county's own are every eighth. */
export function needOn(listId: string, n: number): string {
  if (listId === lists.countyDraft) return idOf("need", 8 * n);
  const at = [...lists.sent, lists.approved, lists.draft].indexOf(listId);
  return idOf("need", at * sizes.listedNeeds + n);
}

/** Chance of its own for each thing, so that none depends on how many came before. */
export function chance(kind: keyof typeof blocks, n: number): Random {
  return randomFrom(blocks[kind] * 10_000_019 + n);
}

export function pickFrom<Value>(values: readonly Value[], random: Random): Value {
  return values[Math.floor(random() * values.length)]!;
}
