import type { ListOverview, PairAnswers } from "../../app/match-list/list-overview.ts";
import { answerNames } from "../../domain/match-list/match-list.ts";
import { includedOf } from "../../domain/match-list/sheet.ts";
import { Table } from "../ui/table.tsx";

/** The needs of a list: how many candidates each has and, once it was sent, what both parties said. */
export function NeedTable({ overview, open }: { overview: ListOverview; open: boolean }) {
  const { list, needs, answers } = overview;
  const isSent = list.status === "sent";
  return (
    <Table columns={["需求", "单位", "候选", ...(isSent ? ["答复"] : []), ...(open ? ["操作"] : [])]} name="stacked">
      {needs.map(({ need, sheet, included }) => (
        <tr>
          <th scope="row">
            <a href={`/lists/${list.id}/needs/${need.id}`}>{need.title}</a>
          </th>
          <td data-label="单位">{need.organizationName}</td>
          <td data-label="候选">{included === 0 ? <span class="unknown-tag">未选</span> : included}</td>
          {isSent ? (
            <td data-label="答复">
              {includedOf(sheet).map(({ target }) => (
                <AnswerLine pair={answers.get(`${need.id} ${target.id}`)} />
              ))}
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

function AnswerLine({ pair }: { pair: PairAnswers | undefined }) {
  if (pair === undefined) return null;
  const said = (side: PairAnswers["need"]) =>
    side === null ? "—" : `${answerNames[side.status]}${side.reason === "" ? "" : `（${side.reason}）`}`;
  return (
    <p class="answer-line">
      企业{said(pair.need)} · 对方{said(pair.counterpart)}
    </p>
  );
}
