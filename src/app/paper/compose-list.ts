import { setImmediate as nextTurn } from "node:timers/promises";
import { titleFacts } from "../../domain/paper/group-by-field.ts";
import { audienceNames } from "../../domain/paper/kinds.ts";
import type { PaperColumn, PaperSection } from "../../domain/paper/paper.ts";
import type { Audience } from "../../domain/shared/principal.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import type { WriteCell, WriteColumn } from "../../sheets/write-sheet.ts";
import type { AppContext } from "../context.ts";
import { requireMatching } from "../match/database-pool.ts";
import type { Composed } from "./composed.ts";
import { type ReadPair, readPairs } from "./pairs-read.ts";
import { readAsAudience } from "./read-as.ts";
import type { PrintedList } from "./read-list.ts";
import { pairExplainer } from "./why-pair.ts";

const reasonsPrinted = 3;
export const targetNames = { expert: "专家", achievement: "成果" } as const;

const staffColumns: readonly PaperColumn[] = [
  { header: "次序", share: 7 },
  { header: "专家或成果", share: 26 },
  { header: "类别", share: 8 },
  { header: "单位", share: 22 },
  { header: "匹配度", share: 9 },
  { header: "推荐理由、备注", share: 28 },
];
const openColumns: readonly PaperColumn[] = [
  { header: "次序", share: 8 },
  { header: "专家或成果", share: 32 },
  { header: "类别", share: 9 },
  { header: "单位", share: 25 },
  { header: "推荐理由", share: 26 },
];

const sheetColumns: readonly WriteColumn[] = [
  { header: "需求编号", width: 11, style: "text" },
  { header: "需求名称", width: 28, style: "wrap" },
  { header: "需求单位", width: 22, style: "wrap" },
  { header: "次序", width: 6, style: "plain" },
  { header: "类别", width: 6, style: "plain" },
  { header: "专家或成果", width: 24, style: "wrap" },
  { header: "单位", width: 22, style: "wrap" },
  { header: "匹配度", width: 8, style: "plain" },
  { header: "推荐理由", width: 50, style: "wrap" },
  { header: "备注", width: 28, style: "wrap" },
];

/** 对接名单: each need with its candidates in order. Scores and staff's notes are in the bureau's own copy only. */
export async function composeList(ctx: AppContext, printed: PrintedList, audience: Audience): Promise<Composed> {
  const explain = pairExplainer(requireMatching(ctx).analyser, printed.year);
  const isOwn = audience === "internal";
  const read = await readPairs(readAsAudience(ctx, audience), printed.pairs);
  const reasons: string[][] = [];
  for (const each of read) {
    reasons.push(explain(each.need as AnyRecord, each.target as AnyRecord).reasons.slice(0, reasonsPrinted));
    // Others are served between two pairs: thousands of them take seconds.
    await nextTurn();
  }
  const rows = read.map((each, at) => ({
    ...each,
    title: isOwn ? each.pair.targetTitle : recordTitle(each.target.kind, each.target.content as never),
    needTitle: isOwn ? each.pair.needTitle : recordTitle("need", each.need.content),
    score: isOwn ? scoreText(each.pair.score) : "",
    note: isOwn ? each.pair.note : "",
    reasons: reasons[at]!,
  }));
  const needIds = [...new Set(rows.map(({ need }) => need.id))];
  const sections = needIds.map((needId, at): PaperSection => {
    const of = rows.filter(({ need }) => need.id === needId);
    const { need, needTitle } = of[0]!;
    const beside = [need.number, need.content.organizationName].filter((text) => text !== null && text !== "");
    return {
      key: need.id,
      heading: `${at + 1}. ${needTitle}${beside.length === 0 ? "" : `（${beside.join("，")}）`}`,
      level: 2,
      startsPage: false,
      blocks: [
        { kind: "table", columns: isOwn ? staffColumns : openColumns, rows: of.map((row, place) => cells(row, place)) },
      ],
    };
  });
  const { list, number } = printed;
  return {
    paper: {
      layout: "book",
      title: `${list.title}对接名单`,
      facts: titleFacts(list.title, number, audienceNames[audience]),
      sections,
    },
    sheets: [{ name: "对接名单", columns: sheetColumns, rows: rows.map(sheetRow), autoFilter: true }],
    leftOut: printed.pairs.length - read.length,
  };

  function cells({ target, title, score, note, reasons }: (typeof rows)[number], place: number): string[] {
    const why = reasons.join("；");
    const head = [String(place + 1), title, targetNames[target.kind], target.content.organizationName];
    return isOwn
      ? [...head, score, [why, note === "" ? "" : `备注：${note}`].filter(Boolean).join("\n")]
      : [...head, why];
  }
}

function sheetRow(
  row: ReadPair & { title: string; needTitle: string; score: string; note: string; reasons: string[] },
): WriteCell[] {
  const { need, target, pair } = row;
  return [
    need.number ?? "",
    row.needTitle,
    need.content.organizationName,
    pair.place,
    targetNames[target.kind],
    row.title,
    target.content.organizationName,
    row.score,
    row.reasons.join("；"),
    row.note,
  ];
}

function scoreText(score: number | null): string {
  return score === null ? "手工" : String(Math.round(score * 100));
}
