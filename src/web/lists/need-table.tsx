import type { ListOverview, PairCounts } from "../../app/match-list/list-overview.ts";
import { Table } from "../ui/table.tsx";

/** The needs of a list: how many candidates each has and, once it was sent, what both parties said. */
export function NeedTable({ overview, open }: { overview: ListOverview; open: boolean }) {
  const { list, needs, answers } = overview;
  const isSent = list.status === "sent";
  return (
    <Table columns={["需求", "单位", "候选", ...(isSent ? ["答复"] : []), ...(open ? ["操作"] : [])]} name="stacked">
      {needs.map(({ need, included }) => (
        <tr>
          <th scope="row">
            <a href={`/lists/${list.id}/needs/${need.id}`}>{need.title}</a>
          </th>
          <td data-label="单位">{need.organizationName}</td>
          <td data-label="候选">{included === 0 ? <span class="unknown-tag">未选</span> : included}</td>
          {isSent ? (
            <td data-label="答复">
              <AnswerCounts counts={answers.get(need.id)} listId={list.id} />
            </td>
          ) : null}
          {open ? (
            <td>
              <form method="post" action={`/lists/${list.id}/needs`}>
                <button class="btn btn-outline-primary btn-sm" name="remove" value={need.id} type="submit">
                  移出<span class="visually-hidden">：{need.title}</span>
                </button>
              </form>
            </td>
          ) : null}
        </tr>
      ))}
    </Table>
  );
}

/** Who said what stands on the page of the list's answers, by name. */
function AnswerCounts({ counts, listId }: { counts: PairCounts | undefined; listId: string }) {
  if (counts === undefined) return null;
  const { agreed, declined, waiting } = counts;
  const told = [
    [agreed, "双方同意"],
    [declined, "谢绝"],
    [waiting, "待答复"],
  ] as const;
  return (
    <a href={`/lists/${listId}/statistics`}>
      {told.flatMap(([count, label]) => (count === 0 ? [] : `${label} ${count}`)).join(" · ")}
    </a>
  );
}
