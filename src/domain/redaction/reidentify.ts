import type { CodeList } from "../taxonomy/code-list.ts";

/** What is known of one firm: one row per organisation, gathered from its record and its published needs. */
export interface FirmFacts {
  organizationId: string;
  /** GB/T 2260 code of the organisation. */
  regionCode: string | null;
  /** GB/T 4754 and high-tech field codes its needs state. */
  industries: readonly string[];
  fields: readonly string[];
  /** `productWordsOf` its published needs. */
  productWords: readonly string[];
}

/** What the public version of a need says. */
export interface DisclosedNeed {
  organizationId: string | null;
  regionCode: string | null;
  industry: string | null;
  field: string | null;
  /** `productWordsOf` its redacted texts. */
  productWords: readonly string[];
}

export interface ReidentifyInput {
  need: DisclosedNeed;
  firms: readonly FirmFacts[];
  lists: { regions: CodeList; industries: CodeList; fields: CodeList };
  /** Fewer firms than this and the need is warned of. */
  least?: number;
}

export type ClueKind = "region" | "industry" | "field" | "words";

/** One thing the public version says. */
export interface Clue {
  kind: ClueKind;
  /** Code of the list; null for words. */
  code: string | null;
  /** As the warning writes it: 武进区, 轴承制造, “麦曲、黄酒”. */
  label: string;
}

/** A wider wording of one clue and how many firms are left with it; `to` is null when the clue is left out. */
export interface Generalisation {
  clue: Clue;
  to: Clue | null;
  k: number;
}

export interface Reidentification {
  /** Known firms that everything disclosed fits, the need's own counted; ≥ 1. */
  k: number;
  /** `unique`: only its own firm is left; `narrow`: fewer than `least`. */
  level: "safe" | "narrow" | "unique";
  /** The fewest clues that together leave fewer than `least`; every clue when the need is safe. */
  matchingOn: Clue[];
  /** The least widening of each of those clues that is enough alone; empty when none is. */
  generalise: Generalisation[];
  /** zh-CN; null when the need is safe. */
  warning: string | null;
}

/** Five firms: someone of the trade tells two or three apart by hearsay, while a county's list of firms with needs in one trade
 * often has no more than ten. A judgement, not a measurement; the bureau may set another. */
export const leastFirms = 5;
const shownWords = 4;

/** How many known firms a redacted need may come from. A firm counts when it fits every clue: it lies in the region, has a need
 * in the industry and the field, and one of its needs shares a product word. One whose region or trade is not known does not
 * count, so that gaps in the data warn rather than reassure.
 * @throws RangeError when `least` is below 1 */
export function reidentify({ need, firms, lists, least = leastFirms }: ReidentifyInput): Reidentification {
  if (!(least >= 1)) throw new RangeError(`least must be at least 1, got ${least}`);
  const clues = cluesOf(need, lists);
  const others = firms.filter(({ organizationId }) => organizationId !== need.organizationId);
  const words = new Set(need.productWords);
  const fits = (firm: FirmFacts, { kind, code }: Clue): boolean => {
    if (kind === "words") return firm.productWords.some((word) => words.has(word));
    if (kind === "region") return firm.regionCode !== null && lists.regions.path(firm.regionCode).includes(code!);
    const [list, codes] = kind === "industry" ? [lists.industries, firm.industries] : [lists.fields, firm.fields];
    return codes.some((own) => list.path(own).includes(code!));
  };
  const count = (wanted: readonly Clue[]) =>
    1 + others.filter((firm) => wanted.every((clue) => fits(firm, clue))).length;

  const k = count(clues);
  if (k >= least) return { k, level: "safe", matchingOn: clues, generalise: [], warning: null };
  const matchingOn = subsets(clues).find((subset) => count(subset) < least)!;
  const generalise = clues.flatMap((clue) => {
    const rest = clues.filter((other) => other !== clue);
    const enough = widenings(clue, lists)
      .map((to) => ({ clue, to, k: count(to === null ? rest : [...rest, to]) }))
      .find((wider) => wider.k >= least);
    return enough === undefined ? [] : [enough];
  });
  const left = count(matchingOn);
  const warning = warningOf({ clues, matchingOn, generalise, left, k, least, known: count([]) });
  return { k, level: k === 1 ? "unique" : "narrow", matchingOn, generalise, warning };
}

function cluesOf(need: DisclosedNeed, lists: ReidentifyInput["lists"]): Clue[] {
  const coded = (kind: Exclude<ClueKind, "words">, list: CodeList, code: string | null): Clue[] =>
    code === null ? [] : [{ kind, code, label: list.name(code) ?? code }];
  const words: Clue = {
    kind: "words",
    code: null,
    label: `产品词“${need.productWords.slice(0, shownWords).join("、")}”`,
  };
  return [
    ...coded("region", lists.regions, need.regionCode),
    ...coded("industry", lists.industries, need.industry),
    ...coded("field", lists.fields, need.field),
    ...(need.productWords.length === 0 ? [] : [words]),
  ];
}

/** All non-empty sets of clues, the smaller ones first, each in the clues' order. */
function subsets(clues: readonly Clue[]): Clue[][] {
  const all: Clue[][] = [];
  for (let bits = 1; bits < 1 << clues.length; bits += 1) all.push(clues.filter((_, at) => (bits >> at) & 1));
  return all.sort((a, b) => a.length - b.length);
}

/** What a clue can be widened to, step by step: the codes above it, then nothing. */
function widenings(clue: Clue, lists: ReidentifyInput["lists"]): (Clue | null)[] {
  if (clue.kind === "words") return [null];
  const list = { region: lists.regions, industry: lists.industries, field: lists.fields }[clue.kind];
  const above = list.path(clue.code!).slice(0, -1).reverse();
  return [...above.map((code) => ({ kind: clue.kind, code, label: list.name(code) ?? code })), null];
}

const names: Record<ClueKind, string> = { region: "地区", industry: "行业", field: "技术领域", words: "产品词" };

interface Narrowed {
  clues: readonly Clue[];
  matchingOn: readonly Clue[];
  generalise: readonly Generalisation[];
  left: number;
  k: number;
  least: number;
  known: number;
}

function warningOf({ clues, matchingOn, generalise, left, k, least, known }: Narrowed): string {
  if (known < least) return `已知企业只有 ${known} 家，少于 ${least} 家，无法判断公开后是否会被认出，请由工作人员把关`;
  const narrowing = matchingOn.map(({ label }) => label).join(" × ");
  const rest = matchingOn.length < clues.length ? `，连同其余公开信息只剩 ${k} 家` : "";
  const found = `脱敏后仍可能被认出：${narrowing}只对应 ${left} 家已知企业${rest}，少于 ${least} 家`;
  if (generalise.length === 0)
    return `${found}。只放宽一项不够，请同时放宽${clues.map(({ kind }) => names[kind]).join("、")}`;
  const options = generalise.map(({ clue, to, k: wider }) => {
    const how = to === null ? removal(clue) : `${names[clue.kind]}只公开到“${to.label}”`;
    return `${how}（${wider} 家）`;
  });
  return `${found}。任选一项放宽：${options.join("；")}`;
}

function removal({ kind, label }: Clue): string {
  return kind === "words" ? `把${label}改写成更宽的说法` : `不公开${names[kind]}`;
}
