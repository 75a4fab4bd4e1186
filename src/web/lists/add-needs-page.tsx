import type { MatchListRow } from "../../app/match-list/list-scope.ts";
import type { RecordPage } from "../../app/record/list-records.ts";
import { needTitle } from "../../domain/need/need.ts";
import { dayText } from "../format/dates.ts";
import { EmptyState } from "../ui/empty-state.tsx";

interface AddNeedsPageProps {
  list: MatchListRow;
  page: RecordPage<"need">;
  /** Needs that stand on the list already. */
  held: ReadonlySet<string>;
}

/** Needs to be ticked onto a list, newest first. */
export function AddNeedsPage({ list, page, held }: AddNeedsPageProps) {
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href={`/lists/${list.id}`}>返回名单</a>
      </nav>
      <h1>为“{list.title}”加入需求</h1>
      {page.items.length === 0 ? (
        <EmptyState title="没有可以加入的需求">
          <p>需求提交后会出现在这里。</p>
        </EmptyState>
      ) : (
        <form class="panel" method="post" action={`/lists/${list.id}/needs`}>
          <ul class="pick-list">
            {page.items.map((need) => (
              <li>
                <label>
                  <input
                    type="checkbox"
                    name="add"
                    value={need.id}
                    checked={held.has(need.id)}
                    disabled={held.has(need.id)}
                  />
                  <span>{needTitle(need.content)}</span>
                  <span class="muted">
                    {need.content.organizationName} {dayText(need.createdAt)}
                    {held.has(need.id) ? " 已在名单" : ""}
                  </span>
                </label>
              </li>
            ))}
          </ul>
          <div class="actions">
            <button class="btn btn-primary" type="submit">
              加入勾选的需求
            </button>
            {page.nextCursor === null ? null : (
              <a class="btn btn-outline-primary" href={`/lists/${list.id}/add?cursor=${page.nextCursor}`}>
                更早的需求
              </a>
            )}
          </div>
        </form>
      )}
    </>
  );
}
