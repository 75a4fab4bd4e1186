import { setImmediate as nextTurn } from "node:timers/promises";
import { titleFacts } from "../../domain/paper/group-by-field.ts";
import { audienceNames } from "../../domain/paper/kinds.ts";
import { type Block, type PaperSection, saidUnder, stated } from "../../domain/paper/paper.ts";
import { needBlocks } from "../../domain/paper/record-blocks.ts";
import type { PaperWords } from "../../domain/paper/words.ts";
import { type AnyRecord, type RecordOf, recordTitle } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { requireMatching } from "../match/database-pool.ts";
import { targetNames } from "./compose-list.ts";
import type { Composed } from "./composed.ts";
import { type ReadPair, readPairs, type Target } from "./pairs-read.ts";
import type { Party } from "./parties.ts";
import { type ReadAs, readAsOrganizations } from "./read-as.ts";
import type { PrintedList } from "./read-list.ts";
import { type PairWhy, pairExplainer } from "./why-pair.ts";

const open = ["时间、桌号", "待定"] as const;
const directionsPrinted = 6;

interface Writer {
  explain: ReturnType<typeof pairExplainer>;
  words: PaperWords;
}

/**
 * 对接手册 from an approved version: for each party whom it will meet, why, and what to ask, in words that very party may read.
 * @param reading how the party's own reader sees records; by default as a member of its organisation
 */
export async function composeHandbook(
  ctx: AppContext,
  printed: PrintedList,
  parties: readonly Party[],
  words: PaperWords,
  reading?: ReadAs,
): Promise<Composed> {
  const writer = { explain: pairExplainer(requireMatching(ctx).analyser, printed.year), words };
  const { list, number } = printed;
  const sections: PaperSection[] = [];
  const names = new Set(parties.map(({ name }) => name));
  let leftOut = 0;
  const readingOf = reading === undefined ? await readAsOrganizations(ctx, printed.pairs) : () => reading;
  for (const party of parties) {
    const pairs = await readPairs(readingOf(party.organizationId ?? ""), party.pairs);
    leftOut += party.pairs.length - pairs.length;
    if (pairs.length > 0) sections.push(...(await partySections(party, pairs, writer, sections.length > 0)));
  }
  return {
    paper: {
      layout: "book",
      title: `${list.title}对接手册`,
      facts: titleFacts(list.title, number, names.size === 1 ? parties[0]!.name : audienceNames.party),
      sections,
    },
    sheets: [],
    leftOut,
  };
}

/** What one party is handed; on its counterpart side each expert and achievement starts a page, to be handed on. */
async function partySections(
  party: Party,
  pairs: readonly ReadPair[],
  writer: Writer,
  startsPage: boolean,
): Promise<PaperSection[]> {
  const { key, name, side } = party;
  const role = side === "need" ? "需求企业" : "专家、成果单位";
  const head: PaperSection = {
    key,
    heading: name,
    level: 1,
    startsPage,
    blocks: [
      { kind: "facts", rows: stated([["身份", role], ["对接", `${pairs.length} 项`], open]) },
      { kind: "paragraph", text: "时间和桌号由活动组织方另行通知。请提前阅读以下材料，圈出想当面问的问题。" },
    ],
  };
  const own = side === "need" ? pairs.map(({ need }) => need.id) : pairs.map(({ target }) => target.id);
  const sections = [head];
  for (const [at, id] of [...new Set(own)].entries()) {
    const explained: ExplainedPair[] = [];
    for (const pair of pairs) {
      if ((side === "need" ? pair.need.id : pair.target.id) !== id) continue;
      explained.push({ ...pair, why: writer.explain(pair.need as AnyRecord, pair.target as AnyRecord) });
      // Others are served between two pairs: thousands of them take seconds.
      await nextTurn();
    }
    sections.push(side === "need" ? needSection(party, explained, at) : targetSection(party, explained, at, writer));
  }
  return sections;
}

interface ExplainedPair extends ReadPair {
  why: PairWhy;
}

function needSection(party: Party, pairs: readonly ExplainedPair[], at: number): PaperSection {
  const { need } = pairs[0]!;
  const blocks = pairs.flatMap((read, place): Block[] => {
    const { reasons, askCounterpart } = read.why;
    return [
      {
        kind: "heading",
        level: 2,
        text: `${place + 1}）${targetNames[read.target.kind]}：${targetTitle(read.target)}`,
      },
      { kind: "facts", rows: stated([...targetFacts(read.target), open]) },
      ...list("为什么推荐", reasons),
      ...list("可以问", askCounterpart),
    ];
  });
  const title = `需求 ${at + 1}：${recordTitle("need", need.content)}`;
  return {
    key: `${party.key} ${need.id}`,
    heading: title,
    level: 2,
    startsPage: false,
    blocks: [...saidOf(need), ...blocks],
  };
}

/** A need's own words, shortened to what its owner knows anyway. */
function saidOf({ content }: RecordOf<"need">): Block[] {
  return saidUnder("本需求", content.problem || content.description);
}

function targetSection(party: Party, pairs: readonly ExplainedPair[], at: number, { words }: Writer): PaperSection {
  const { target } = pairs[0]!;
  const blocks = pairs.flatMap((read, place): Block[] => {
    const { reasons, askEnterprise } = read.why;
    return [
      { kind: "heading", level: 2, text: `${place + 1}）需求：${recordTitle("need", read.need.content)}` },
      { kind: "facts", rows: [open] },
      ...needBlocks(read.need.content, words),
      ...list("为什么推荐", reasons),
      ...list("可以问", askEnterprise),
    ];
  });
  const heading = `${targetNames[target.kind]}：${targetTitle(target)}`;
  return { key: `${party.key} ${target.id}`, heading, level: 2, startsPage: at > 0, blocks };
}

function targetTitle(target: Target): string {
  return recordTitle(target.kind, target.content as never);
}

function targetFacts(target: Target) {
  const { organizationName } = target.content;
  if (target.kind === "achievement")
    return [
      ["单位", organizationName],
      ["完成人", target.content.owners.join("、")],
    ] as const;
  const { title, department, researchDirections } = target.content;
  return [
    ["单位", [organizationName, department].filter(Boolean).join("　")],
    ["职称", title],
    ["研究方向", researchDirections.slice(0, directionsPrinted).join("；")],
  ] as const;
}

function list(title: string, items: readonly string[]): Block[] {
  if (items.length === 0) return [];
  return [
    { kind: "heading", level: 3, text: title },
    { kind: "items", items },
  ];
}
