import { groupByField, titleFacts } from "../../domain/paper/group-by-field.ts";
import { audienceNames } from "../../domain/paper/kinds.ts";
import type { PaperSection } from "../../domain/paper/paper.ts";
import { achievementBlocks, expertBlocks } from "../../domain/paper/record-blocks.ts";
import type { PaperWords } from "../../domain/paper/words.ts";
import type { Audience } from "../../domain/shared/principal.ts";
import { type RecordOf, recordTitle } from "../../domain/shared/record-content.ts";
import { recordSheet } from "../../sheets/write-records.ts";
import type { AppContext } from "../context.ts";
import type { Composed } from "./composed.ts";
import { readTargets } from "./pairs-read.ts";
import { readAsAudience } from "./read-as.ts";
import type { PrintedList } from "./read-list.ts";

/** 专家与成果汇编: the candidates of a list by field, each once, as far as its readers may see them; never a contact. */
export async function composeProfiles(
  ctx: AppContext,
  printed: PrintedList,
  audience: Audience,
  words: PaperWords,
): Promise<Composed> {
  const { list, number, pairs } = printed;
  const targets = [...(await readTargets(readAsAudience(ctx, audience), pairs)).values()];
  const experts = targets.filter((target) => target.kind === "expert").map(withoutConflicts);
  const achievements = targets.filter((target) => target.kind === "achievement");
  const expertEntries = experts.map(({ id, content }) => ({
    key: id,
    title: `${recordTitle("expert", content)}${content.title === "" ? "" : `　${content.title}`}`,
    field: content.fields[0] ?? null,
    blocks: expertBlocks(content, words),
  }));
  const achievementEntries = achievements.map(({ id, content }) => ({
    key: id,
    title: recordTitle("achievement", content),
    field: content.field,
    blocks: achievementBlocks(content, words),
  }));
  const asked = new Set(pairs.map(({ target }) => target.id)).size;
  return {
    paper: {
      layout: "book",
      title: `${list.title}专家与成果汇编`,
      facts: titleFacts(list.title, number, audienceNames[audience]),
      sections: [
        ...part("专家", groupByField(expertEntries, "位", words)),
        ...part("成果", groupByField(achievementEntries, "项", words)),
      ],
    },
    sheets: [
      recordSheet("expert", experts, words.codeNames),
      recordSheet("achievement", achievements, words.codeNames),
    ],
    leftOut: asked - targets.length,
  };
}

/** Whom an expert must not meet is for the bureau's own pages. */
function withoutConflicts(expert: RecordOf<"expert">): RecordOf<"expert"> {
  return { ...expert, content: { ...expert.content, conflicts: [] } };
}

/** The groups of one kind, named after it; the second kind starts a page. */
function part(kind: string, groups: readonly PaperSection[]): PaperSection[] {
  return groups.map((section, at) =>
    section.level === 1
      ? {
          ...section,
          key: `${kind} ${section.key}`,
          heading: `${kind}　${section.heading}`,
          startsPage: kind === "成果" && at === 0,
        }
      : section,
  );
}
