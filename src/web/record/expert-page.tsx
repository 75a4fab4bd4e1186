import { type RecordOf, recordTitle } from "../../domain/shared/record-content.ts";
import { fieldText, regionText } from "../format/code-names.ts";
import { Chips } from "../ui/badges.tsx";
import { type Fact, ListBlock, TextBlock } from "../ui/facts.tsx";
import { Notice } from "../ui/notice.tsx";
import { guessedFieldFact } from "./guessed-field.ts";
import { RecordFrame, type RecordPageProps } from "./record-frame.tsx";

/** An expert: directions, works and standing. Never a contact. */
export function ExpertPage({
  record,
  lists,
  guesses,
  matches,
  mayEdit,
}: RecordPageProps<"expert"> & {
  /** Offer its match lists. */
  matches: boolean;
  mayEdit: boolean;
}) {
  const { content } = record;
  const region = regionText(lists, content.regionCode, content.regionText);
  const facts: Fact[] = [
    ["单位", content.organizationName],
    ["部门", content.department],
    ["职称", content.title],
    ["所在地区", region],
    ["技术领域", content.fields.map((code) => fieldText(lists, code)).join("；")],
    guessedFieldFact(lists, guesses),
    ["学科", content.disciplines.map((code) => lists.discipline.name(code) ?? code).join("；")],
    ["合作方式", content.cooperationModes.join("、")],
    ["合作经历", experienceText(content)],
    ["最近成果年份", content.lastActiveYear === null ? null : `${content.lastActiveYear} 年`],
    ["每年对接上限", content.maxMeetingsPerYear === null ? null : `${content.maxMeetingsPerYear} 次`],
    ["利益冲突声明", content.conflicts.join("、")],
  ];
  return (
    <RecordFrame
      record={record}
      title={recordTitle("expert", content)}
      byline={[content.title, content.organizationName, content.department, region]}
      facts={facts}
      actions={[
        ...(matches ? [{ href: "/matches", label: "看匹配的需求", main: true }] : []),
        ...(mayEdit ? [{ href: "/edit", label: "修改" }] : []),
      ]}
    >
      {content.available === false ? (
        <Notice tone="warn">
          <p>该专家标明目前不接受对接。</p>
        </Notice>
      ) : null}
      <Chips items={content.keywords} label="关键词" />
      <ListBlock title="研究方向" items={content.researchDirections} />
      <TextBlock title="简介" text={content.bio} />
      <ListBlock title="项目" items={content.projects} />
      <ListBlock title="论文" items={content.papers} />
      <ListBlock title="专利" items={content.patents} />
    </RecordFrame>
  );
}

function experienceText({ cooperationCount, successCount }: RecordOf<"expert">["content"]): string | null {
  if (cooperationCount === null) return null;
  return `合作 ${cooperationCount} 次${successCount === null ? "" : `，落地 ${successCount} 次`}`;
}
