import type { EntityKind } from "../shared/entity.ts";
import type { AnyRecord, ContentOf } from "../shared/record-content.ts";
import { indicatorTexts, ownProblem } from "./project-record.ts";

/** A part of a record under the name its author knows it by. */
export interface LabelledText {
  label: string;
  text: string;
}

/** The parts of a record that may be quoted in an explanation: what is ranked, never a contact. */
export function labelledTexts(record: AnyRecord): LabelledText[] {
  const byKind: { [K in EntityKind]: (content: ContentOf[K]) => [string, string | readonly string[]][] } = {
    need: (need) => [
      ["需求名称", need.title],
      ["需求描述", need.description],
      ["要解决的问题", ownProblem(need)],
      ["关键技术", need.keyTechnology],
      ["预期目标", need.target],
      ["指标", indicatorTexts(need)],
      ["关键词", need.keywords],
    ],
    expert: (expert) => [
      ["研究方向", expert.researchDirections],
      ["简介", expert.bio],
      ["论文", expert.papers],
      ["专利", expert.patents],
      ["项目", expert.projects],
      ["关键词", expert.keywords],
    ],
    achievement: (achievement) => [
      ["成果名称", achievement.title],
      ["成果简介", achievement.abstract],
      ["应用情况", achievement.applications],
      ["佐证材料", achievement.evidence],
      ["关键词", achievement.keywords],
      ["专利", achievement.patents],
    ],
  };
  const parts = (byKind[record.kind] as (content: AnyRecord["content"]) => [string, string | readonly string[]][])(
    record.content,
  );
  return parts.flatMap(([label, said]) => {
    const text = typeof said === "string" ? said : said.join("；");
    return text.trim() === "" ? [] : [{ label, text }];
  });
}
