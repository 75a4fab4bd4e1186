import { type NoticeText, noticeParagraphs } from "../../domain/paper/notice.ts";
import type { Block, PaperColumn } from "../../domain/paper/paper.ts";
import type { PaperWords } from "../../domain/paper/words.ts";
import type { Audience } from "../../domain/shared/principal.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { targetNames } from "./compose-list.ts";
import type { Composed } from "./composed.ts";
import { readPairs } from "./pairs-read.ts";
import { readAsAudience } from "./read-as.ts";
import type { PrintedList } from "./read-list.ts";

const columns: readonly PaperColumn[] = [
  { header: "序号", share: 9 },
  { header: "需求", share: 37 },
  { header: "专家或成果", share: 31 },
  { header: "单位", share: 23 },
];

/** 公文 by GB/T 9704: the notice of a 对接会 with the list attached, as far as its readers may see it. */
export async function composeNotice(
  ctx: AppContext,
  printed: PrintedList,
  audience: Audience,
  notice: NoticeText,
  words: PaperWords,
): Promise<Composed> {
  const pairs = await readPairs(readAsAudience(ctx, audience), printed.pairs);
  const attached = `${notice.event}对接名单`;
  const rows = pairs.map(({ need, target }, at) => [
    String(at + 1),
    recordTitle("need", need.content),
    `${recordTitle(target.kind, target.content as never)}（${targetNames[target.kind]}）`,
    target.content.organizationName,
  ]);
  const blocks: Block[] = [
    { kind: "paragraph", role: "issuer", text: notice.issuer },
    { kind: "paragraph", role: "documentNumber", text: notice.documentNumber },
    { kind: "paragraph", role: "title", text: notice.title },
    { kind: "paragraph", role: "recipients", text: `${notice.recipients.replace(/[：:]$/, "")}：` },
    ...noticeParagraphs(notice).map((text): Block => ({ kind: "paragraph", text })),
    { kind: "paragraph", role: "attachments", text: `附件：${attached}` },
    { kind: "paragraph", role: "signature", text: notice.issuer },
    { kind: "paragraph", role: "date", text: words.day(notice.date) },
  ];
  return {
    paper: {
      layout: "official",
      title: notice.title,
      facts: [],
      sections: [
        { key: "text", heading: null, level: 1, startsPage: false, blocks },
        {
          key: "attachment",
          heading: null,
          level: 1,
          startsPage: true,
          blocks: [
            { kind: "paragraph", role: "attachmentMark", text: "附件" },
            { kind: "paragraph", role: "title", text: attached },
            { kind: "table", columns, rows },
          ],
        },
      ],
    },
    sheets: [],
    leftOut: printed.pairs.length - pairs.length,
  };
}
