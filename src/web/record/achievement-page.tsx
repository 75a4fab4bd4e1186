import { recordTitle } from "../../domain/shared/record-content.ts";
import { fieldText, regionText } from "../format/code-names.ts";
import { trlText } from "../format/labels.ts";
import { moneyText } from "../format/money.ts";
import { Chips } from "../ui/badges.tsx";
import { type Fact, ListBlock, TextBlock } from "../ui/facts.tsx";
import { guessedFieldFact } from "./guessed-field.ts";
import { RecordFrame, type RecordPageProps } from "./record-frame.tsx";

/** A scientific achievement: what it does, how ripe it is, and on what terms it is to be had. */
export function AchievementPage({
  record,
  lists,
  guesses,
  matches,
  mayEdit,
}: RecordPageProps<"achievement"> & {
  /** Offer its match lists. */
  matches: boolean;
  mayEdit: boolean;
}) {
  const { content } = record;
  const region = regionText(lists, content.regionCode, content.regionText);
  const facts: Fact[] = [
    ["成果单位", content.organizationName],
    ["完成人", content.owners.join("、")],
    ["所在地区", region],
    ["技术领域", content.field === null ? null : fieldText(lists, content.field)],
    guessedFieldFact(lists, guesses),
    ["技术成熟度", content.trl === null ? null : trlText(content.trl)],
    ["所处阶段", content.stage],
    ["知识产权", content.ipStatus],
    ["转化方式", content.transferModes.join("、")],
    ["价格", moneyText(content.priceFen, content.priceNegotiable)],
    ["最近更新年份", content.lastActiveYear === null ? null : `${content.lastActiveYear} 年`],
  ];
  return (
    <RecordFrame
      record={record}
      title={recordTitle("achievement", content)}
      byline={[content.organizationName, region]}
      facts={facts}
      actions={[
        ...(matches ? [{ href: "/matches", label: "看匹配的需求", main: true }] : []),
        ...(mayEdit ? [{ href: "/edit", label: "修改" }] : []),
      ]}
    >
      <Chips items={content.keywords} label="关键词" />
      <TextBlock title="成果简介" text={content.abstract} />
      <TextBlock title="应用场景" text={content.applications} />
      <TextBlock title="证明材料" text={content.evidence} />
      <ListBlock title="专利" items={content.patents} />
    </RecordFrame>
  );
}
