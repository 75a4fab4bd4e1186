import { indicatorTexts } from "../../domain/matching/project-record.ts";
import { needTitle } from "../../domain/need/need.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { fieldText, regionText } from "../format/code-names.ts";
import { moneyText } from "../format/money.ts";

/** The need beside its candidates: what it asks for, in its own words. */
export function NeedPanel({ need, lists }: { need: RecordOf<"need">; lists: CodeLists }) {
  const { content } = need;
  const texts = [
    ["难题", content.problem],
    ["需求描述", content.description],
    ["关键技术", content.keyTechnology],
    ["预期目标", content.target],
  ] as const;
  const facts = [
    ["单位", content.organizationName],
    ["地区", regionText(lists, content.regionCode, content.regionText)],
    ["领域", content.field === null ? "" : fieldText(lists, content.field)],
    ["预算", moneyText(content.budgetFen, content.budgetNegotiable) ?? ""],
    ["合作方式", content.cooperationModes.join("、")],
    ["关键词", content.keywords.join("、")],
  ] as const;
  return (
    <section class="panel workbench-need" aria-label="需求">
      <p class="eyebrow">{need.number === null ? "技术需求" : `需求编号 ${need.number}`}</p>
      <h1>
        <a href={`/needs/${need.id}`}>{needTitle(content)}</a>
      </h1>
      <dl class="need-facts">
        {facts
          .filter(([, value]) => value !== "")
          .map(([label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {texts
        .filter(([, text]) => text !== "")
        .map(([label, text]) => (
          <section>
            <h2>{label}</h2>
            <p class="author-text">{text}</p>
          </section>
        ))}
      {content.indicators.length === 0 ? null : (
        <section>
          <h2>指标</h2>
          <ul class="plain-list">
            {indicatorTexts(content).map((text) => (
              <li>{text}</li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}
