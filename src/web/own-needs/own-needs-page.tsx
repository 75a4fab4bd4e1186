import type { OwnNeedsPage as Found, OwnNeed } from "../../app/need/list-own-needs.ts";
import { needCan } from "../../domain/need/need.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import { minuteText } from "../format/dates.ts";
import { statusLabels } from "../format/labels.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Pager } from "../ui/pager.tsx";
import { Table } from "../ui/table.tsx";

/** One's own needs: what to finish first, and what each waits for. */
export function OwnNeedsPage({ found, saved }: { found: Found; saved: string | null }) {
  const { items, total, page, pages } = found;
  return (
    <>
      {saved === null ? null : (
        <Notice tone="good">
          <p>{saved}</p>
        </Notice>
      )}
      <div class="page-head">
        <h1>
          我的需求
          <span class="count">{total}</span>
        </h1>
        <a class="btn btn-primary" href="/needs/new">
          发布需求
        </a>
      </div>
      {items.length === 0 ? (
        <EmptyState title="还没有需求">
          <p>写下一个技术难题，系统会找出合适的专家和成果。写到一半可以先存为草稿。</p>
        </EmptyState>
      ) : (
        <div class="panel">
          <Table columns={["需求", "状态", "体检", "等您处理", "下一步", "最近修改"]} name="own-needs stacked">
            {items.map((item) => (
              <Row item={item} />
            ))}
          </Table>
        </div>
      )}
      <Pager page={page} pages={pages} href={(to) => `/needs/mine?page=${to}`} />
    </>
  );
}

function Row({ item: { need, score, waiting, requests } }: { item: OwnNeed }) {
  const { id, status, content, updatedAt } = need;
  const isOpen = needCan("submit", status);
  return (
    <tr>
      <th scope="row">
        <a href={isOpen ? `/needs/${id}/edit` : `/needs/${id}`}>{recordTitle("need", content)}</a>
      </th>
      <td data-label="状态">
        <span class={`status-chip status-${status}`}>{statusLabels[status]}</span>
      </td>
      <td data-label="体检">{score} 分</td>
      <td data-label="等您处理">
        {waiting === 0 ? null : <a href="/answers">{waiting} 项对接待答复</a>}
        {requests === 0 ? null : <a href={`/needs/${id}`}>{requests} 个对接申请</a>}
        {waiting + requests === 0 ? <span class="muted">没有</span> : null}
      </td>
      <td data-label="下一步">
        <NextStep id={id} status={status} />
      </td>
      <td data-label="最近修改">{minuteText(updatedAt)}</td>
    </tr>
  );
}

function NextStep({ id, status }: Pick<OwnNeed["need"], "id" | "status">) {
  if (status === "returned") return <a href={`/needs/${id}/edit`}>看退回原因并修改</a>;
  if (status === "draft") {
    return (
      <>
        <a href={`/needs/${id}/edit`}>继续填写</a> <a href={`/needs/${id}#withdrawal`}>删除</a>
      </>
    );
  }
  if (needCan("match", status)) return <a href={`/needs/${id}/matches`}>看匹配的专家和成果</a>;
  return <span class="muted">无</span>;
}
