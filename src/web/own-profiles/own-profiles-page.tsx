import type { Child } from "hono/jsx";
import type { OwnProfilesPage as Found } from "../../app/own-profiles/list-own-profiles.ts";
import type { OwnFilter, ProfileKind } from "../../app/own-profiles/own-rows.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { kindLabels } from "../format/labels.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Pager } from "../ui/pager.tsx";
import { RequestKey } from "../ui/request-key.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { ExportForm } from "./export-form.tsx";
import { OwnProfilesTable } from "./own-profiles-table.tsx";
import { filterBoxes, isNarrowed } from "./own-query.ts";

export interface OwnProfilesView {
  kind: ProfileKind;
  found: Found;
  filter: OwnFilter;
  lists: CodeLists;
  requestKey: string;
  /** Values of the boxes that were ticked when it was refused. */
  picked: ReadonlySet<string>;
  /** What came of the last deed; null for a page just opened. */
  told: Child;
}

/** One's own experts or achievements: what each lacks, when it was last confirmed, and what may be done to many at once. */
export function OwnProfilesPage({ kind, found, filter, lists, requestKey, picked, told }: OwnProfilesView) {
  const { items, total, page, pages } = found;
  const path = `/${kindPaths[kind]}`;
  const label = kindLabels[kind];
  const href = (to: number) =>
    `${path}/mine?${new URLSearchParams({ ...filterBoxes(filter), page: String(to) }).toString()}`;
  return (
    <>
      <div class="page-head">
        <h1>
          我的{label}
          <span class="count">{total}</span>
        </h1>
        <a class="btn btn-primary" href={`${path}/new`}>
          登记{label}
        </a>
      </div>
      {told}
      <FilterForm path={path} filter={filter} />
      {items.length > 0 ? (
        <form class="own-bulk" method="post" action={`${path}/mine/confirm`}>
          <RequestKey value={requestKey} />
          {Object.entries({ ...filterBoxes(filter), page: String(page), total: String(total) }).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <BulkBar path={path} onPage={items.length} total={total} />
          <OwnProfilesTable kind={kind} items={items} lists={lists} picked={picked} />
        </form>
      ) : isNarrowed(filter) ? (
        <EmptyState title={`没有符合条件的${label}`}>
          <p>换一个词，或者放宽筛选条件。</p>
        </EmptyState>
      ) : (
        <EmptyState title={`还没有${label}`}>
          <p>登记本单位的{label}，系统会找出适合的需求。人数多的，可以下载模板填好，交科技局导入。</p>
        </EmptyState>
      )}
      <Pager page={page} pages={pages} href={href} />
      {total > 0 ? <ExportForm kind={kind} filter={filter} total={total} /> : null}
    </>
  );
}

const confirmedTexts = [
  ["any", "不限"],
  ["due", "超过一年没有确认"],
  ["never", "从未确认"],
] as const;

function FilterForm({ path, filter }: { path: string; filter: OwnFilter }) {
  return (
    <form class="panel own-filter" action={`${path}/mine`} method="get">
      <label class="visually-hidden" for="own-q">
        名称、单位或关键词
      </label>
      <input
        id="own-q"
        class="form-control"
        name="q"
        type="search"
        value={filter.words}
        maxlength={200}
        placeholder="名称、单位或关键词"
      />
      <label class="own-confirmed" for="own-confirmed">
        确认情况
        <select id="own-confirmed" class="form-select" name="confirmed">
          {confirmedTexts.map(([state, text]) => (
            <option value={state} selected={filter.confirmed === state}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input class="form-check-input" type="checkbox" name="incomplete" value="yes" checked={filter.incomplete} />
        只看不完整
      </label>
      <button class="btn btn-outline-primary" type="submit">
        筛选
      </button>
      {isNarrowed(filter) ? <a href={`${path}/mine`}>看全部</a> : null}
    </form>
  );
}
