import { kindLabels } from "../format/labels.ts";
import { activeFilters, type SearchQuery } from "../search/search-query.ts";
import { RequestKey } from "../ui/request-key.tsx";

/** Keeps the search on the page, under a name of one's own. */
export function SaveForm({ query, requestKey }: { query: SearchQuery; requestKey: string }) {
  const name = query.text !== "" ? query.text : query.kind === null ? "" : `全部${kindLabels[query.kind]}`;
  return (
    <details class="save-search">
      <summary>保存这个检索</summary>
      <form method="post" action="/searches">
        <RequestKey value={requestKey} />
        <input type="hidden" name="q" value={query.text} />
        {query.kind === null ? null : <input type="hidden" name="kind" value={query.kind} />}
        {activeFilters(query).map(({ facet, value }) => (
          <input type="hidden" name={facet} value={value} />
        ))}
        <label class="form-label" for="search-name">
          名称
        </label>
        <input
          class="form-control"
          id="search-name"
          name="name"
          value={name.slice(0, 60)}
          maxlength={60}
          required
          aria-describedby="search-name-hint"
        />
        <p class="form-text" id="search-name-hint">
          有新结果时，每天一次通知到“消息”。
        </p>
        <button class="btn btn-primary" type="submit">
          保存
        </button>
      </form>
    </details>
  );
}
