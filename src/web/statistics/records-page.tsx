import { countedPerPage } from "../../app/statistics/list-counted.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { fieldText, regionText } from "../format/code-names.ts";
import { dayText } from "../format/dates.ts";
import { kindLabels, statusLabels } from "../format/labels.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Pager } from "../ui/pager.tsx";

interface RecordsView {
  /** What is counted, e.g. a stage or a field and a city. */
  title: string;
  kind: EntityKind;
  items: readonly AnyRecord[];
  total: number;
  /** Records of each kind in the cell; null where there are needs alone. */
  totals: Record<EntityKind, number> | null;
  page: number;
  lists: CodeLists;
  href(kind: EntityKind, page: number): string;
}

/** The records behind a number of the statistics. */
export function CountedRecordsPage({ title, kind, items, total, totals, page, lists, href }: RecordsView) {
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href="/statistics">统计</a>
      </nav>
      <h1>
        {title}
        <span class="count">{total} 条</span>
      </h1>
      {totals === null ? null : (
        <nav class="tabs" aria-label="类别">
          {entityKinds.map((each) => (
            <a href={href(each, 1)} aria-current={each === kind ? "page" : undefined}>
              {kindLabels[each]}
              <span class="count">{totals[each]}</span>
            </a>
          ))}
        </nav>
      )}
      {items.length === 0 ? (
        <EmptyState title="这里没有记录">
          <p>
            <a href="/statistics">回到统计</a>
          </p>
        </EmptyState>
      ) : (
        <ul class="need-rows">
          {items.map((record) => (
            <li class="need-row">
              <div class="need-row-text">
                <a class="need-row-title" href={`/${kindPaths[record.kind]}/${record.id}`}>
                  {recordTitle(record.kind, record.content as never)}
                </a>
                <p class="hit-meta">
                  {factsOf(record, lists).map((fact) => (
                    <span>{fact}</span>
                  ))}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <Pager page={page} pages={Math.ceil(total / countedPerPage)} href={(to) => href(kind, to)} />
    </>
  );
}

function factsOf(record: AnyRecord, lists: CodeLists): string[] {
  const { content, status, createdAt } = record;
  const fields = "fields" in content ? content.fields : content.field === null ? [] : [content.field];
  return [
    content.organizationName,
    regionText(lists, content.regionCode, ""),
    fields.map((field) => fieldText(lists, field)).join("、"),
    statusLabels[status],
    `${dayText(createdAt)}登记`,
  ].filter((fact) => fact !== "");
}
