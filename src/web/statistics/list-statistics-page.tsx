import { type AnswerCounts, answersPerPage, type SaidAnswer } from "../../app/statistics/count-answers.ts";
import { type AnswerStatus, answerNames, type PairSide } from "../../domain/match-list/match-list.ts";
import { ChartFigure, type DrawnChart } from "../charts/chart.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
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
}

const sideNames: Record<PairSide, string> = { need: "企业", counterpart: "高校院所" };

/** What the parties of one list said so far. */
export function ListStatisticsPage({ list, counts, answers, status, page, chart }: ListStatisticsView) {
  const total = answerStatuses.reduce((sum, each) => sum + counts[each], 0);
  const asked = status === null ? total : counts[status];
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href="/statistics">统计</a>
        <a href={`/lists/${list.id}`}>返回名单</a>
      </nav>
      <h1>{list.title}：答复</h1>
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
