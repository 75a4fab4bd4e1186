import { groupByField, titleFacts } from "../../domain/paper/group-by-field.ts";
import { audienceNames } from "../../domain/paper/kinds.ts";
import { needBlocks } from "../../domain/paper/record-blocks.ts";
import type { PaperWords } from "../../domain/paper/words.ts";
import type { Audience } from "../../domain/shared/principal.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import { recordSheet } from "../../sheets/write-records.ts";
import type { AppContext } from "../context.ts";
import type { Composed } from "./composed.ts";
import { readAsAudience } from "./read-as.ts";
import type { PrintedList } from "./read-list.ts";

/** 需求清单汇编: the needs of a list by field, as far as its readers may see them. The workbook can be imported again. */
export async function composeNeeds(
  ctx: AppContext,
  printed: PrintedList,
  audience: Audience,
  words: PaperWords,
): Promise<Composed> {
  const { list, number, needIds } = printed;
  const read = await readAsAudience(ctx, audience)("need", needIds);
  const needs = needIds.flatMap((id) => read.get(id) ?? []);
  const entries = needs.map(({ id, number: own, content }) => ({
    key: id,
    title: `${recordTitle("need", content)}${own === null ? "" : `（${own}）`}`,
    field: content.field,
    blocks: needBlocks(content, words),
  }));
  return {
    paper: {
      layout: "book",
      title: `${list.title}需求清单汇编`,
      facts: titleFacts(list.title, number, audienceNames[audience]),
      sections: groupByField(entries, "项", words),
    },
    sheets: [recordSheet("need", needs, words.codeNames)],
    leftOut: needIds.length - needs.length,
  };
}
