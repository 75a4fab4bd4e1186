import type { PropsWithChildren } from "hono/jsx";
import { needCan } from "../../domain/need/need.ts";
import { type RecordOf, recordTitle } from "../../domain/shared/record-content.ts";
import { fieldText, regionText } from "../format/code-names.ts";
import { calendarText } from "../format/dates.ts";
import { trlText } from "../format/labels.ts";
import { moneyText } from "../format/money.ts";
import { Chips } from "../ui/badges.tsx";
import { type Fact, TextBlock } from "../ui/facts.tsx";
import { Table } from "../ui/table.tsx";
import { guessedFieldFact } from "./guessed-field.ts";
import { RecordFrame, type RecordPageProps } from "./record-frame.tsx";

interface NeedPageProps extends RecordPageProps<"need"> {
  isOwn: boolean;
  /** The panel of match lists stands on the page. */
  mayList: boolean;
}

/** A technical need: its own words, its figures, and for its own side the way to its matches and to what others see. */
export function NeedPage({ record, lists, guesses, isOwn, mayList, children }: PropsWithChildren<NeedPageProps>) {
  const { content } = record;
  const region = regionText(lists, content.regionCode, content.regionText);
  const facts: Fact[] = [
    ["需求单位", content.organizationName || (isOwn ? "未填写" : "未公开")],
    ["所在地区", region],
    ["需求类型", content.kind],
    ["技术领域", content.field === null ? null : fieldText(lists, content.field)],
    guessedFieldFact(lists, guesses),
    ["行业", content.industry === null ? null : (lists.industry.name(content.industry) ?? content.industry)],
    ["学科", content.discipline === null ? null : (lists.discipline.name(content.discipline) ?? content.discipline)],
    ["需求层级", content.tier],
    ["预算", moneyText(content.budgetFen, content.budgetNegotiable)],
    ["截止日期", content.deadline === null ? null : calendarText(content.deadline)],
    ["合作方式", content.cooperationModes.join("、")],
    ["期望成熟度", content.wantedTrl === null ? null : trlText(content.wantedTrl)],
    ["意向合作方", content.intendedPartner],
  ];
  const isOpen = needCan("submit", record.status);
  const edit = { href: "/edit", label: isOpen ? "继续填写并提交" : "修改", main: isOpen };
  const actions = [
    ...(needCan("match", record.status) ? [{ href: "/matches", label: "看匹配的专家和成果", main: true }] : []),
    ...(needCan("edit", record.status) ? [edit] : []),
    { href: "/disclosure", label: "别人看到什么" },
    ...(mayList ? [{ href: "#lists", label: "加入对接名单" }] : []),
  ];
  return (
    <RecordFrame
      record={record}
      title={recordTitle("need", content)}
      byline={[content.organizationName, region]}
      facts={facts}
      actions={isOwn ? actions : []}
    >
      <Chips items={content.keywords} label="关键词" />
      <TextBlock title="需求描述" text={content.description} />
      <TextBlock title="要解决的问题" text={content.problem === content.description ? "" : content.problem} />
      <TextBlock title="关键技术" text={content.keyTechnology} />
      <TextBlock title="预期目标" text={content.target} />
      <Indicators content={content} />
      {children}
    </RecordFrame>
  );
}

function Indicators({ content }: { content: RecordOf<"need">["content"] }) {
  if (content.indicators.length === 0) return null;
  return (
    <section class="text-block">
      <h2>
        技术指标
        <span class="count">{content.indicators.length}</span>
      </h2>
      <Table columns={["指标", "要求", "目前水平"]}>
        {content.indicators.map(({ name, operator, value, unit, currentValue }) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{value === null ? unit || "未写明" : `${operator} ${value} ${unit}`}</td>
            <td>{currentValue === null ? "未写明" : `${currentValue} ${unit}`}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
