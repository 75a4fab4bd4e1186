import { type AnswerCounts, answersPerPage, type SaidAnswer } from "../../app/statistics/count-answers.ts";
import { type AnswerStatus, answerNames, type PairSide } from "../../domain/match-list/match-list.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { ChartFigure, type DrawnChart } from "../charts/chart.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Pager } from "../ui/pager.tsx";
import { answersHref } from "./links.ts";
import { answerStatuses } from "./plans.ts";

interface ListStatisticsView {
  list: { id: string; title: string };
  counts: AnswerCounts;
  /** A page of those of `status`, or of all. */
  answers: readonly SaidAnswer[];
  status: AnswerStatus | null;
  /** 1-based. */
  page: number;
  chart: DrawnChart;
  /** Whether what a party told staff may be entered for it. */
  mayEnter: boolean;
  /** Why an answer was not entered. */
  failure: AppError | null;
}

const sideNames: Record<PairSide, string> = { need: "企业", counterpart: "高校院所" };

/** What the parties of one list said so far. */
export function ListStatisticsPage({
  list,
  counts,
  answers,
  status,
  page,
  chart,
  mayEnter,
  failure,
}: ListStatisticsView) {
  const total = answerStatuses.reduce((sum, each) => sum + counts[each], 0);
  const asked = status === null ? total : counts[status];
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href="/statistics">统计</a>
        <a href={`/lists/${list.id}`}>返回名单</a>
      </nav>
      <h1>{list.title}：答复</h1>
      {failure === null ? null : (
        <Notice tone="bad" title={failure.message}>
          <p>{failure.issues.map(({ expected }) => expected).join("；")}</p>
        </Notice>
      )}
      {total === 0 ? (
        <EmptyState title="还没有答复">
          <p>
            <a href={`/lists/${list.id}`}>发送名单</a>之后，这里显示双方的答复。
          </p>
        </EmptyState>
      ) : (
        <>
          <ChartFigure title="答复" note="最近一版，双方合计。" chart={chart}>
            <table class="table">
              <tbody>
                {answerStatuses.map((each) => (
                  <tr>
                    <th scope="row">{answerNames[each]}</th>
                    <td>
                      <a href={answersHref(list.id, each)}>{counts[each]}</a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ChartFigure>
          <section class="panel">
            <h2>
              {status === null ? "全部答复" : answerNames[status]}
              <span class="count">{asked} 份</span>
            </h2>
            {status === null ? null : <a href={answersHref(list.id)}>看全部答复</a>}
            <div class="table-scroll">
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col">需求</th>
                    <th scope="col">候选</th>
                    <th scope="col" class="short">
                      哪一方
                    </th>
                    <th scope="col">答复</th>
                  </tr>
                </thead>
                <tbody>
                  {answers.map((answer) => (
                    <tr>
                      <th scope="row">
                        <a href={`/needs/${answer.needId}`}>{answer.needTitle}</a>
                      </th>
                      <td>{answer.targetTitle}</td>
                      <td class="short">{sideNames[answer.side]}</td>
                      <td>
                        <span class="short">{answerNames[answer.status]}</span>
                        {answer.reason === "" ? "" : `（${answer.reason}）`}
                        {mayEnter && answer.status === "waiting" ? <Enter listId={list.id} answer={answer} /> : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Pager
              page={page}
              pages={Math.ceil(asked / answersPerPage)}
              href={(to) => answersHref(list.id, status ?? undefined, to)}
            />
          </section>
        </>
      )}
    </>
  );
}

/** For a party without an account, or one that answered by telephone: noted in the audit as entered in its place. */
function Enter({ listId, answer: { id } }: { listId: string; answer: SaidAnswer }) {
  return (
    <details class="more">
      <summary>代为登记</summary>
      <form method="post" action={`/answers/${id}`} class="answer-form">
        <input type="hidden" name="list" value={listId} />
        <label class="form-label" for={`reason-${id}`}>
          对方的话（谢绝时必填，会转告另一方）
        </label>
        <input class="form-control" id={`reason-${id}`} name="reason" maxlength={500} />
        <div class="actions">
          <button class="btn btn-outline-primary" type="submit" name="status" value="accepted">
            同意
          </button>
          <button class="btn btn-outline-primary" type="submit" name="status" value="declined">
            谢绝
          </button>
        </div>
      </form>
    </details>
  );
}
