import type { ListOverview, NamedNeed } from "../../app/match-list/list-overview.ts";
import type { MatchListRow } from "../../app/match-list/list-scope.ts";
import { matchListCan } from "../../domain/match-list/match-list.ts";
import { kindPaths } from "../../http/kind-paths.ts";

/** Where work on a list goes on: at the first need without a candidate, else at the first; null without needs. */
export function workbenchHref({ id }: MatchListRow, needs: readonly NamedNeed[]): string | null {
  const first = needs.find(({ included }) => included === 0) ?? needs[0];
  return first === undefined ? null : `/lists/${id}/needs/${first.need.id}?target=${kindPaths.expert}`;
}

/** What can be done with a list as a whole, in the state it is in. */
export function ListMoves({ overview: { list, needs } }: { overview: ListOverview }) {
  const bench = workbenchHref(list, needs);
  const button = (action: string, label: string, style: string) => (
    <form method="post" action={`/lists/${list.id}/${action}`}>
      <button class={`btn ${style}`} type="submit">
        {label}
      </button>
    </form>
  );
  return (
    <div class="actions">
      <a class="btn btn-outline-primary" href={`/lists/${list.id}/paper`}>
        打印与导出
      </a>
      {matchListCan("curate", list.status) && bench !== null ? (
        <a class="btn btn-primary" href={bench}>
          打开工作台
        </a>
      ) : null}
      {list.status === "sent" || list.status === "closed" ? (
        <a class="btn btn-outline-primary" href={`/lists/${list.id}/statistics`}>
          答复统计
        </a>
      ) : null}
      {matchListCan("approve", list.status) ? button("approve", "审定本版", "btn-outline-primary") : null}
      {matchListCan("send", list.status) ? button("send", "发送给双方", "btn-primary") : null}
      {matchListCan("reopen", list.status) ? button("reopen", "重新编排", "btn-outline-primary") : null}
      {matchListCan("close", list.status) ? (
        <details class="more">
          <summary>结束名单…</summary>
          <p>结束后不能重新编排，双方也不能再答复。已有的版本、答复和打印稿都保留。</p>
          {button("close", "确认结束", "btn-outline-primary")}
        </details>
      ) : null}
    </div>
  );
}
