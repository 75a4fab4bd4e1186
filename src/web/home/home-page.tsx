import type { EntityKind } from "../../domain/shared/entity.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { fieldText, regionText } from "../format/code-names.ts";
import { dayText } from "../format/dates.ts";
import { moneyText } from "../format/money.ts";
import { EmptyState } from "../ui/empty-state.tsx";

/** What the home page shows; `totals` is null while the search service cannot count. */
export interface HomeView {
  totals: Record<EntityKind, number> | null;
  recent: readonly Extract<AnyRecord, { kind: "need" }>[];
  lists: CodeLists;
}

const actions = [
  { href: "/needs/new", title: "发布需求", text: "说清难题、指标和预算，不完整也可以先提交", tone: "post" },
  { href: "/search?kind=expert", title: "找专家", text: "按技术领域、地区、单位查高校院所的专家", tone: "expert" },
  {
    href: "/search?kind=achievement",
    title: "找成果",
    text: "看可转让、可合作的科技成果和成熟程度",
    tone: "achievement",
  },
] as const;

/** What this is, how much is in it, and the three things people come for. */
export function HomePage({ totals, recent, lists }: HomeView) {
  return (
    <>
      <section class="hero">
        <div class="hero-text">
          <h1>把企业的技术难题，对接到能解决它的人</h1>
          <p>
            登记企业技术需求，与高校院所的专家和科技成果逐一比对，给出排序和理由：为什么推荐、哪些原文对得上、还有什么不清楚，都写在纸面上。
          </p>
        </div>
        {totals === null ? null : (
          <dl class="counts">
            <Count href="/search?kind=need" label="条需求" value={totals.need} />
            <Count href="/search?kind=expert" label="位专家" value={totals.expert} />
            <Count href="/search?kind=achievement" label="项成果" value={totals.achievement} />
          </dl>
        )}
      </section>
      <ul class="big-actions">
        {actions.map(({ href, title, text, tone }) => (
          <li>
            <a class={`big-action big-action-${tone}`} href={href}>
              <strong>{title}</strong>
              <span>{text}</span>
            </a>
          </li>
        ))}
      </ul>
      <section class="recent">
        <div class="section-head">
          <h2>最近的需求</h2>
          <a href="/search?kind=need">全部需求</a>
        </div>
        {recent.length === 0 ? (
          <EmptyState title="还没有需求">
            <p>
              <a class="btn btn-primary" href="/needs/new">
                发布第一条需求
              </a>
            </p>
          </EmptyState>
        ) : (
          <ul class="need-rows">
            {recent.map((need) => (
              <NeedRow need={need} lists={lists} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Count({ href, label, value }: { href: string; label: string; value: number }) {
  return (
    <div class="count-item">
      <dt>{label}</dt>
      <dd>
        <a href={href} aria-label={`${value} ${label}`}>
          {value.toLocaleString("zh-CN")}
        </a>
      </dd>
    </div>
  );
}

function NeedRow({ need, lists }: { need: HomeView["recent"][number]; lists: CodeLists }) {
  const { content } = need;
  const money = moneyText(content.budgetFen, content.budgetNegotiable);
  const facts = [
    content.organizationName,
    regionText(lists, content.regionCode, content.regionText),
    content.field === null ? "" : fieldText(lists, content.field),
    money === null ? "" : `预算 ${money}`,
  ].filter((fact) => fact !== "");
  return (
    <li class="need-row">
      <div class="need-row-text">
        <a class="need-row-title" href={`/needs/${need.id}`}>
          {recordTitle("need", content)}
        </a>
        <p class="hit-meta">
          {facts.map((fact) => (
            <span>{fact}</span>
          ))}
          <span>{dayText(need.createdAt)}发布</span>
        </p>
      </div>
      <a class="btn btn-outline-primary" href={`/needs/${need.id}/matches`}>
        看匹配
        <span class="visually-hidden">：{recordTitle("need", content)}</span>
      </a>
    </li>
  );
}
