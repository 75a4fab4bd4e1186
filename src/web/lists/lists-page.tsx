import type { ListPage } from "../../app/match-list/get-lists.ts";
import { matchListStatusNames } from "../../domain/match-list/match-list.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { minuteText } from "../format/dates.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Table } from "../ui/table.tsx";

/** All match lists, and a form for the next. */
export function ListsPage({ lists, failure }: { lists: ListPage; failure: AppError | null }) {
  return (
    <>
      <h1>对接名单</h1>
      <form class="panel new-list" method="post" action="/lists">
        <h2>新建名单</h2>
        {failure === null ? null : (
          <Notice tone="bad" title={failure.message}>
            <p>{failure.issues.map(({ expected }) => expected).join("；")}</p>
          </Notice>
        )}
        <label class="form-label" for="title">
          名单名称
        </label>
        <input
          class="form-control"
          id="title"
          name="title"
          maxlength={80}
          required
          placeholder="例如：2026 年春季产学研对接会"
        />
        <label class="form-label" for="note">
          说明（可不填）
        </label>
        <input class="form-control" id="note" name="note" maxlength={500} />
        <button class="btn btn-primary" type="submit">
          新建
        </button>
      </form>
      {lists.items.length === 0 ? (
        <EmptyState title="还没有名单">
          <p>新建一份名单，加入需求，再为每项需求选专家和成果。</p>
        </EmptyState>
      ) : (
        <div class="panel">
          <Table columns={["名称", "状态", "需求", "已选候选的需求", "最近修改"]} name="stacked">
            {lists.items.map(({ id, title, status, needs, needsWithCandidates, updatedAt }) => (
              <tr>
                <th scope="row">
                  <a href={`/lists/${id}`}>{title}</a>
                </th>
                <td data-label="状态">{matchListStatusNames[status]}</td>
                <td data-label="需求">{needs}</td>
                <td data-label="已选候选的需求">{needsWithCandidates}</td>
                <td data-label="最近修改">{minuteText(updatedAt)}</td>
              </tr>
            ))}
          </Table>
        </div>
      )}
      {lists.nextCursor === null ? null : (
        <p>
          <a class="btn btn-outline-primary" href={`/lists?cursor=${lists.nextCursor}`}>
            更早的名单
          </a>
        </p>
      )}
    </>
  );
}
