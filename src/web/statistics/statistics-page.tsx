import type { ListAnswers } from "../../app/statistics/count-answers.ts";
import { bands, scoredKinds } from "../../app/statistics/count-scores.ts";
import { type Stage, stages } from "../../app/statistics/counted.ts";
import { answerNames } from "../../domain/match-list/match-list.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { ChartFigure, type DrawnChart } from "../charts/chart.tsx";
import { kindLabels } from "../format/labels.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { answersHref, bandHref, bandText, cellHref, stageHref } from "./links.ts";
import { answerStatuses, citiesInTable, cityName, fieldName, type SupplyGrid, stageNames } from "./plans.ts";

export interface StatisticsView {
  lists: CodeLists;
  /** 中文 name of the region counted. */
  region: string;
  stages: Record<Stage, number>;
  supply: SupplyGrid;
  scores: Record<(typeof scoredKinds)[number], number[]>;
  answers: readonly ListAnswers[];
  charts: Record<"stages" | "supply" | "scores" | "answers", DrawnChart>;
}

/** What the bureau's work came to so far, each number with the records behind it. */
export function StatisticsPage(view: StatisticsView) {
  const { charts } = view;
  return (
    <>
      <h1>统计</h1>
      <p class="muted">范围：{view.region}。点任何一格、一条，打开它所数的记录。</p>
      <ChartFigure
        title="需求进展"
        note="各阶段分别计数：一项需求公开、进入名单并推送，在三处都计。草稿不计。"
        chart={charts.stages}
      >
        <table class="table">
          <thead>
            <tr>
              <th scope="col">阶段</th>
              <th scope="col">需求（项）</th>
            </tr>
          </thead>
          <tbody>
            {stages.map((stage) => (
              <tr>
                <th scope="row">{stageNames[stage]}</th>
                <td>
                  <a href={stageHref(stage)}>{view.stages[stage]}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ChartFigure>
      <Supply {...view} />
      <Scores {...view} />
      <Answers {...view} />
    </>
  );
}

function Supply({ supply, lists, charts }: StatisticsView) {
  if (supply.cities.length === 0) {
    return (
      <section class="panel chart">
        <h2>供需分布</h2>
        <EmptyState title="还没有可以统计的记录">
          <p>导入或登记需求、专家和成果之后，这里按领域和地区显示供需。</p>
        </EmptyState>
      </section>
    );
  }
  const cities = [null, ...supply.cities.slice(0, citiesInTable)];
  const left = Math.max(0, supply.cities.length - citiesInTable);
  return (
    <ChartFigure
      title="供需分布"
      note="每格：需求数 / 专家和成果数，按需求多少列出前几个地区。红：有需求没有供给；黄：每项需求不足三个供给；绿：供给充足；灰：只有供给。涉及几个领域的专家在每个领域都计。"
      chart={charts.supply}
    >
      <table class="table">
        <thead>
          <tr>
            <th scope="col">领域</th>
            <th scope="col">地区</th>
            {entityKinds.map((kind) => (
              <th scope="col">{kindLabels[kind]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {supply.fields.flatMap((field) =>
            cities
              .map((city) => ({ city, counts: supply.cell(field, city) }))
              .filter(({ counts }) => counts.need + counts.expert + counts.achievement > 0)
              .map(({ city, counts }) => (
                <tr>
                  <th scope="row">{fieldName(lists, field)}</th>
                  <td>{cityName(lists, city)}</td>
                  {entityKinds.map((kind) => (
                    <td>{counts[kind] === 0 ? "0" : <a href={cellHref(kind, field, city)}>{counts[kind]}</a>}</td>
                  ))}
                </tr>
              )),
          )}
        </tbody>
      </table>
      {left === 0 ? null : <p class="muted">记录较少的 {left} 个地区没有列出。</p>}
    </ChartFigure>
  );
}

function Scores({ scores, charts }: StatisticsView) {
  const rows = Array.from({ length: bands }, (_, at) => bands - 1 - at);
  if (scoredKinds.every((kind) => scores[kind].every((places) => places === 0))) {
    return (
      <section class="panel chart">
        <h2>得分分布</h2>
        <EmptyState title="还没有现行的匹配清单">
          <p>打开一项需求的匹配，或在名单里打开工作台，就会计算。</p>
        </EmptyState>
      </section>
    );
  }
  return (
    <ChartFigure
      title="得分分布"
      note="现行匹配清单上的候选，按得分每十分一段；已经过期的清单不计。每段上一条是专家，下一条是成果。得分是比对得分，不是成功概率。"
      chart={charts.scores}
    >
      <table class="table">
        <thead>
          <tr>
            <th scope="col">得分</th>
            {scoredKinds.map((kind) => (
              <th scope="col">{kindLabels[kind]}（个）</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((band) => (
            <tr>
              <th scope="row">{bandText(band)}</th>
              {scoredKinds.map((kind) => (
                <td>{scores[kind][band] === 0 ? "0" : <a href={bandHref(kind, band)}>{scores[kind][band]}</a>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ChartFigure>
  );
}

function Answers({ answers, charts }: StatisticsView) {
  if (answers.length === 0) {
    return (
      <section class="panel chart">
        <h2>各名单的答复</h2>
        <EmptyState title="还没有发送过名单">
          <p>
            在<a href="/lists">对接名单</a>审定并发送之后，这里显示双方的答复。
          </p>
        </EmptyState>
      </section>
    );
  }
  return (
    <ChartFigure
      title="各名单的答复"
      note="每份名单最近一版，双方的答复合计。绿：同意；红：谢绝；灰：待答复。"
      chart={charts.answers}
    >
      <table class="table">
        <thead>
          <tr>
            <th scope="col">名单</th>
            {answerStatuses.map((status) => (
              <th scope="col">{answerNames[status]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answers.map(({ id, title, counts }) => (
            <tr>
              <th scope="row">{title}</th>
              {answerStatuses.map((status) => (
                <td>{counts[status] === 0 ? "0" : <a href={answersHref(id, status)}>{counts[status]}</a>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ChartFigure>
  );
}
