import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { kindLabels } from "../format/labels.ts";
import { SaveForm } from "../searches/save-form.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Pager } from "../ui/pager.tsx";
import type { Drop, DropOffer } from "./drop-offers.ts";
import { FacetPanel } from "./facet-panel.tsx";
import { type FacetCounts, facetTree, facetValueName } from "./facet-values.ts";
import { HitCard, type Marker } from "./hit-card.tsx";
import type { Rewording } from "./rewordings.ts";
import { activeFilters, facetLabels, hitsPerPage, type SearchQuery, searchHref, toggled } from "./search-query.ts";

/** What the search page shows. */
export interface SearchOutcome {
  query: SearchQuery;
  hits: readonly { record: AnyRecord; title: string }[];
  totals: Record<EntityKind, number>;
  facets: FacetCounts;
  correctedTo: string | null;
  degraded: boolean;
  /** Filters whose removal would bring hits; only asked for when there is none. */
  offers: readonly DropOffer[];
  /** Names near to the query that would bring hits; only asked for when there is none. */
  rewordings: readonly Rewording[];
  mark: Marker;
  lists: CodeLists;
  /** Names the form that keeps this search; null for those who keep none. */
  saveKey: string | null;
  /** Whether the reader has not signed in: experts and achievements are mostly shown to accounts alone. */
  visitor: boolean;
  /** Whether to offer a record's match lists. */
  mayMatch(record: AnyRecord): boolean;
}

/** Results of a search over all kinds. */
export function SearchPage(outcome: SearchOutcome) {
  const { query, hits, totals, lists, mark } = outcome;
  const total = totalOf(query.kind, totals);
  const pages = Math.ceil(total / hitsPerPage);
  return (
    <div class="search-page">
      <div class="search-head">
        <h1>{headline(query)}</h1>
        <p class="result-count" role="status">
          共 <strong>{total}</strong> 条{total > 0 ? `，第 ${query.page} 页` : ""}
        </p>
      </div>
      <KindTabs query={query} totals={totals} />
      <ActiveFilters query={query} lists={lists} />
      <div class="search-tools">
        {total < 2 ? null : (
          <span>
            {query.newest === true ? (
              <a href={searchHref({ ...query, newest: false, page: 1 })}>按相关程度排序</a>
            ) : (
              <a href={searchHref({ ...query, newest: true, page: 1 })}>按最新排序</a>
            )}
          </span>
        )}
        {outcome.saveKey === null || isBare(query) ? null : <SaveForm query={query} requestKey={outcome.saveKey} />}
      </div>
      {outcome.correctedTo === null ? null : (
        <Notice tone="info">
          <p>
            没有找到“{query.text}”，以下是“<strong>{outcome.correctedTo}</strong>”的结果。
          </p>
        </Notice>
      )}
      {outcome.degraded ? (
        <Notice tone="warn">
          <p>检索服务暂不完整，结果可能有遗漏或排序不够准确。</p>
        </Notice>
      ) : null}
      <div class="search-columns">
        <div class="results">
          {hits.map(({ record, title }) => (
            <HitCard record={record} title={title} mark={mark} lists={lists} matches={outcome.mayMatch(record)} />
          ))}
          {hits.length === 0 ? <NoResult outcome={outcome} total={total} /> : null}
          <Pager page={query.page} pages={pages} href={(page) => searchHref({ ...query, page })} />
        </div>
        <FacetPanel query={query} facets={outcome.facets} lists={lists} />
      </div>
    </div>
  );
}

/** Looks for everything there is: nothing to keep. */
function isBare({ text, kind, filter }: SearchQuery): boolean {
  return text === "" && kind === null && Object.keys(filter).length === 0;
}

/** Hits of the chosen kind, or of all. */
export function totalOf(kind: EntityKind | null, totals: Record<EntityKind, number>): number {
  return kind === null ? entityKinds.reduce((sum, each) => sum + totals[each], 0) : totals[kind];
}

function headline({ text, kind }: SearchQuery): string {
  const noun = kind === null ? "需求、专家和成果" : kindLabels[kind];
  return text === "" ? `全部${noun}` : `“${text}”的检索结果`;
}

function KindTabs({ query, totals }: { query: SearchQuery; totals: Record<EntityKind, number> }) {
  const tabs = [null, ...entityKinds];
  return (
    <nav class="tabs" aria-label="结果类别">
      {tabs.map((kind) => (
        <a href={searchHref({ ...query, kind, page: 1 })} aria-current={query.kind === kind ? "page" : undefined}>
          {kind === null ? "全部" : kindLabels[kind]}
          <span class="count">{totalOf(kind, totals)}</span>
        </a>
      ))}
    </nav>
  );
}

function ActiveFilters({ query, lists }: { query: SearchQuery; lists: CodeLists }) {
  const filters = activeFilters(query);
  return (
    <div class="active-filters">
      <a class="to-filters" href="#filters">
        筛选{filters.length === 0 ? "" : `（已选 ${filters.length} 项）`}
      </a>
      {filters.map(({ facet, value }) => (
        <a class="filter-chip" href={searchHref(toggled(query, facet, value, facetTree(lists)))}>
          <span class="visually-hidden">去掉筛选：</span>
          {facetLabels[facet]}：{facetValueName(lists, facet, value)}
          <span aria-hidden="true"> ✕</span>
        </a>
      ))}
      {filters.length < 2 ? null : <a href={searchHref({ ...query, filter: {}, page: 1 })}>清除全部筛选</a>}
    </div>
  );
}

function NoResult({ outcome, total }: { outcome: SearchOutcome; total: number }) {
  const { query, offers, rewordings, lists, visitor } = outcome;
  if (total > 0) {
    return (
      <EmptyState title="这一页没有内容">
        <p>
          <a href={searchHref({ ...query, page: 1 })}>回到第 1 页</a>
        </p>
      </EmptyState>
    );
  }
  const nothingNear = offers.length === 0 && rewordings.length === 0;
  if (visitor && nothingNear && query.kind !== null && query.kind !== "need") {
    const back = new URLSearchParams({ next: searchHref(query) });
    return (
      <EmptyState title={`登录后可以查看${kindLabels[query.kind]}`}>
        <p>不登录只能看到单位和本人同意对公众公开的资料，这里没有相符的。</p>
        <p>
          <a class="btn btn-primary" href={`/sign-in?${back}`}>
            登录
          </a>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={query.text === "" ? "这里还没有内容" : `没有找到与“${query.text}”相符的内容`}>
      {rewordings.length === 0 ? null : (
        <>
          <p>换个说法：</p>
          <ul class="offers">
            {rewordings.map(({ text, gain, query }) => (
              <li>
                <a href={searchHref(query)}>{text}</a>
                <span>可得 {gain} 条</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {!nothingNear ? null : (
        <ul>
          <li>换个说法试试，例如把“防锈”换成“耐蚀”，或者只留下最关键的两三个词</li>
          <li>可以输入拼音，例如 tuceng</li>
          <li>
            没有合适的结果时，可以<a href="/needs/new">把需求发布出来</a>，由工作人员协助寻找
          </li>
        </ul>
      )}
      {offers.length === 0 ? null : (
        <>
          <p>放宽下面任一条件即可看到结果：</p>
          <ul class="offers">
            {offers.map((offer) => (
              <li>
                <a href={searchHref(offer.query)}>{dropText(lists, offer)}</a>
                <span>可得 {offer.gain} 条</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </EmptyState>
  );
}

function dropText(lists: CodeLists, { drop }: DropOffer): string {
  if (drop === "kind") return "不限类别";
  if (drop === "filters") return "去掉全部筛选";
  if (drop === "everything") return "去掉全部筛选，不限类别";
  return `去掉“${facetLabels[drop.facet]}：${valuesText(lists, drop)}”`;
}

function valuesText(lists: CodeLists, { facet, values }: Exclude<Drop, string>): string {
  return values.map((value) => facetValueName(lists, facet, value)).join("、");
}
