import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { visitor } from "../../domain/shared/principal.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { RecentNeeds } from "./recent-needs.tsx";

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

const countLabels: Record<EntityKind, string> = { need: "条公开需求", expert: "位专家", achievement: "项成果" };

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
        {totals === null ? null : <Counts totals={totals} />}
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
      <RecentNeeds recent={recent} lists={lists} principal={visitor} />
    </>
  );
}

/** What everybody may see; what has to be signed in for is not counted as nothing. */
function Counts({ totals }: { totals: Record<EntityKind, number> }) {
  const shown = entityKinds.filter((kind) => totals[kind] > 0);
  return (
    <div>
      <dl class="counts">
        {shown.map((kind) => (
          <Count href={`/search?kind=${kind}`} label={countLabels[kind]} value={totals[kind]} />
        ))}
      </dl>
      {shown.length === entityKinds.length ? null : (
        <p class="muted">
          <a href="/sign-in">登录</a>后可以看到更多需求、专家和成果。
        </p>
      )}
    </div>
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
