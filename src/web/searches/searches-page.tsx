import type { SavedSearch } from "../../app/saved-search/list-searches.ts";
import type { SavedQuery } from "../../domain/saved-search/saved-query.ts";
import { mostSaved } from "../../domain/saved-search/saved-query.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { minuteText } from "../format/dates.ts";
import { kindLabels } from "../format/labels.ts";
import { facetValueName } from "../search/facet-values.ts";
import { activeFilters, facetLabels } from "../search/search-query.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { RequestKey } from "../ui/request-key.tsx";

interface SearchesView {
  searches: readonly SavedSearch[];
  failure: AppError | null;
  lists: CodeLists;
  requestKeys(): string;
}

/** One's saved searches, each with the hits that are new since it was looked at. */
export function SearchesPage({ searches, failure, lists, requestKeys }: SearchesView) {
  return (
    <>
      <div class="section-head">
        <h1>
          我的检索
          <span class="count">
            {searches.length} / {mostSaved}
          </span>
        </h1>
        <a class="btn btn-outline-primary" href="/search">
          去检索
        </a>
      </div>
      {failure === null ? null : <Notice tone="bad" title={failure.issues[0]?.expected ?? failure.message} />}
      {searches.length === 0 ? (
        <EmptyState title="还没有保存的检索">
          <p>在检索结果页点“保存这个检索”，有新的需求、专家或成果时会通知您。</p>
        </EmptyState>
      ) : (
        <ul class="answer-list">
          {searches.map((search) => (
            <Item search={search} lists={lists} requestKeys={requestKeys} />
          ))}
        </ul>
      )}
    </>
  );
}

function Item({ search, lists, requestKeys }: { search: SavedSearch } & Pick<SearchesView, "lists" | "requestKeys">) {
  const { id, name, query, fresh, lookedAt } = search;
  return (
    <li class={`panel saved-search ${fresh === null || fresh === 0 ? "" : "notice-unread"}`}>
      <div>
        <h2>{name}</h2>
        <p class="muted">{inWords(query, lists)}</p>
        <p>
          {fresh === null ? "检索服务暂时没有应答" : fresh === 0 ? "没有新结果" : <strong>{fresh} 条新结果</strong>}
          <span class="muted">，上次查看 {minuteText(lookedAt)}</span>
        </p>
      </div>
      <div class="actions">
        <form method="post" action={`/searches/${id}/look`}>
          <button class="btn btn-primary" type="submit">
            查看<span class="visually-hidden">：{name}</span>
          </button>
        </form>
        <details class="more">
          <summary>
            改名、删除<span class="visually-hidden">：{name}</span>
          </summary>
          <form method="post" action={`/searches/${id}/rename`}>
            <RequestKey value={requestKeys()} />
            <label class="form-label" for={`name-${id}`}>
              新名称
            </label>
            <input class="form-control" id={`name-${id}`} name="name" value={name} maxlength={60} required />
            <button class="btn btn-outline-primary" type="submit">
              改名
            </button>
          </form>
          <form method="post" action={`/searches/${id}/delete`}>
            <RequestKey value={requestKeys()} />
            <button class="btn btn-outline-primary" type="submit">
              删除
            </button>
          </form>
        </details>
      </div>
    </li>
  );
}

/** What a search looks for, e.g. `“废水”，专家，所在地区：温州市`. */
function inWords(query: SavedQuery, lists: CodeLists): string {
  const filters = activeFilters({ ...query, page: 1 }).map(
    ({ facet, value }) => `${facetLabels[facet]}：${facetValueName(lists, facet, value)}`,
  );
  const text = query.text === "" ? [] : [`“${query.text}”`];
  return [...text, query.kind === null ? "全部类别" : kindLabels[query.kind], ...filters].join("，");
}
