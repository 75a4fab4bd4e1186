import { mayMatch } from "../../app/match/may-match.ts";
import type { Principal } from "../../domain/shared/principal.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { fieldText, regionText } from "../format/code-names.ts";
import { dayText } from "../format/dates.ts";
import { moneyText } from "../format/money.ts";
import { EmptyState } from "../ui/empty-state.tsx";

type Need = Extract<AnyRecord, { kind: "need" }>;

export interface RecentNeedsView {
  recent: readonly Need[];
  lists: CodeLists;
  principal: Principal;
}

/** The newest needs the reader may see. */
export function RecentNeeds({ recent, lists, principal }: RecentNeedsView) {
  return (
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
            <NeedRow need={need} lists={lists} matches={mayMatch(principal, need)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function NeedRow({ need, lists, matches }: { need: Need; lists: CodeLists; matches: boolean }) {
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
      {matches ? (
        <a class="btn btn-outline-primary" href={`/needs/${need.id}/matches`}>
          看匹配
          <span class="visually-hidden">：{recordTitle("need", content)}</span>
        </a>
      ) : null}
    </li>
  );
}
