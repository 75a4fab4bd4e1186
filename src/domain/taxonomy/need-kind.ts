/** What a technical need (技术需求) asks for, as bureau forms divide it; names equal those stored in a need. */
export const needKindTerms = [
  { code: "technology", name: "技术研发", aliases: ["技术攻关", "关键技术研发", "技术开发"] },
  { code: "product", name: "产品研发", aliases: ["新产品开发", "产品开发", "产品升级"] },
  { code: "retrofit", name: "技术改造", aliases: ["技改", "工艺改进", "设备改造", "工艺改造"] },
  { code: "supply", name: "技术配套", aliases: ["配套", "技术配套合作"] },
] as const;

export type NeedKindCode = (typeof needKindTerms)[number]["code"];

const byWord = new Map<string, NeedKindCode>(
  needKindTerms.flatMap(({ code, name, aliases }) => [name, ...aliases].map((word) => [word, code] as const)),
);

/** Need kind written as `word`, by its name or a known other wording after trimming; undefined when unknown. */
export function needKindOf(word: string): NeedKindCode | undefined {
  return byWord.get(word.trim());
}
