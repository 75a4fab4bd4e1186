import { boundaryWords } from "./company-words.ts";
import type { Candidate } from "./finding.ts";
import { applyRules, matchedText, type PatternRule } from "./pattern.ts";
import type { Reading } from "./read-text.ts";

const brand = { kind: "brand", reason: "品牌、商标可检索到注册人", replacement: "某品牌" } as const;
const open = "[「『“\"'‘《]";
const close = "[」』”\"'’》]";
const quoted = `${open}(?<value>[^「」『』“”"'‘’《》\\n,，。;；、+]{1,12})${close}`;
const rule = (pattern: string) => new RegExp(pattern, "dg");

const quotedRules: PatternRule[] = [
  { ...brand, pattern: rule(`${quoted}(?= ?(?:牌|品牌|商标|®))`) },
  { ...brand, pattern: rule(`(?:品牌|商标|商品名|旗下|贴牌产品)(?:名称?)?(?:产品)?[ :为是叫]{0,3}${quoted}`) },
  {
    ...brand,
    pattern:
      /(?:(?:自主|自有|自创|注册|我司|公司|旗下|主打|产品)的?(?:品牌|商标)|商标|品牌(?=[:为是叫]))(?:名称?)?[ :为是叫]{0,3}(?<value>[a-z][a-z0-9-]{1,19}|[\u4e00-\u9fff]{2,4}?(?=的|[,，。;；、\s]|系列|牌|$))/dg,
    accept: (match) => !/[的建率权化战]|客户|产品/.test(matchedText(match)),
  },
];

/** 品牌, 名牌, 铭牌, 车牌 …: ordinary words that end like 金瓯牌. */
const ordinary =
  /(?:品|名|招|贴|铭|标|路|车|门|吊|挂|摘|金|银|铜|王|老|大|示|告|代|杂|同|多|各|站|号|冒|授|揭|卡|打|木|胸|工|灯|盾|色|发|换|正|倒)$/;
const named = /(?<name>[\u4e00-\u9fff]{1,6}|[a-z][a-z0-9-]{1,19})牌(?![号照子坊匾楼桌价证技手面位头型局戏])/dg;
const boundaries = new Set(boundaryWords);

/** Brands in quotes or behind 品牌/商标, names with ® or ™, and XX牌. */
export function findBrands(reading: Reading): Candidate[] {
  return [...applyRules(reading.key, quotedRules), ...marked(reading), ...plain(reading.key)];
}

/** Names with a registration mark; the search key writes ™ as tm, so the mark is looked for in the text as written. */
function marked({ raw, key, starts }: Reading): Candidate[] {
  const found: Candidate[] = [];
  for (let at = 1; at < key.length; at += 1) {
    if (!"®™℠".includes(raw[starts[at]!]!) || starts[at - 1] === starts[at]) continue;
    const name = /(?:[a-z][a-z0-9-]{1,19}|[\u4e00-\u9fff]{1,6})$/.exec(key.slice(Math.max(0, at - 20), at))?.[0];
    if (name === undefined) continue;
    const value = /^[a-z]/.test(name) ? name : tailName(name, 4);
    if (value !== null) found.push({ ...brand, start: at - value.length, end: at + 1 });
  }
  return found;
}

function plain(key: string): Candidate[] {
  return Array.from(key.matchAll(named)).flatMap((match) => {
    const name = match.groups!.name!;
    const [, end] = match.indices!.groups!.name!;
    if (ordinary.test(name)) return [];
    const value = /^[a-z]/.test(name) ? name : tailName(name, 3);
    return value === null ? [] : [{ ...brand, start: end - value.length, end: end + 1 }];
  });
}

/** The last characters of a run that may be a name: behind the last word of grammar, else the last two or, at the start of the
 * run, up to `most`. */
function tailName(run: string, most: number): string | null {
  for (let at = run.length - 2; at > 0; at -= 1) {
    for (let chars = 1; chars <= at; chars += 1) {
      if (boundaries.has(run.slice(at - chars, at)) && run.length - at <= most) return run.slice(at);
    }
  }
  if (run.length < 2 || (run.length === 2 && boundaries.has(run[0]!))) return null;
  return run.length <= most ? run : run.slice(-2);
}
