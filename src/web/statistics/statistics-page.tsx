import type { ListAnswers } from "../../app/statistics/count-answers.ts";
import { scoredKinds } from "../../app/statistics/count-scores.ts";
import { type Stage, stages } from "../../app/statistics/counted.ts";
import { answerNames } from "../../domain/match-list/match-list.ts";
import { bands } from "../../domain/matching/score-bands.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { ChartFigure, type DrawnChart } from "../charts/chart.tsx";
import { kindLabels } from "../format/labels.ts";
import { CountTable, counted, NoNumbers } from "./count-table.tsx";
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
      <p class="muted">范围：{view.region}。点有数的一格、一条，打开它所数的记录。</p>
      <ChartFigure
        title="需求进展"
        note="各阶段分别计数：一项需求登录后可见、进入名单并发送，在三处都计。草稿不计。"
        chart={charts.stages}
      >
        <CountTable
          columns={["阶段", "需求（项）"]}
          rows={stages.map((stage) => ({
            names: [stageNames[stage]],
            counts: [[view.stages[stage], stageHref(stage)]],
          }))}
        />
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
      <NoNumbers chart="供需分布" why="还没有可以统计的记录">
        导入或登记需求、专家和成果之后，这里按领域和地区显示供需。
      </NoNumbers>
    );
  }
  const cities = [null, ...supply.cities.slice(0, citiesInTable)];
  const left = Math.max(0, supply.cities.length - citiesInTable);
  const cells = supply.fields
    .flatMap((field) => cities.map((city) => ({ field, city, counts: supply.cell(field, city) })))
    .filter(({ counts }) => entityKinds.some((kind) => counts[kind] > 0));
  const fieldless = supply.cell("", null).expert;
  return (
    <ChartFigure
      title="供需分布"
      note="每格：需求数 / 专家和成果数，点开是需求；没有需求的，点开是供给。按需求多少列出前几个地区。红：有需求没有供给；黄：每项需求不足三个供给；绿：供给充足；灰：只有供给。涉及几个领域的专家在每个领域都计。"
      chart={charts.supply}
      left={
        fieldless === 0 ? null : (
          <p>
            另有 <a href={cellHref("expert", "", null)}>{fieldless} 位专家没有注明领域</a>
            ，只计在“未注明”一行，不在各领域的供给之内。
          </p>
        )
      }
    >
      <CountTable
        columns={["领域", "地区", ...entityKinds.map((kind) => kindLabels[kind])]}
        rows={cells.map(({ field, city, counts }) => ({
          names: [fieldName(lists, field), cityName(lists, city)],
          counts: entityKinds.map((kind) => counted(counts[kind], cellHref(kind, field, city))),
        }))}
      />
      {left === 0 ? null : <p class="muted">记录较少的 {left} 个地区没有列出。</p>}
    </ChartFigure>
  );
}

function Scores({ scores, charts }: StatisticsView) {
  if (scoredKinds.every((kind) => scores[kind].every((places) => places === 0))) {
    return (
      <NoNumbers chart="得分分布" why="还没有现行的匹配清单">
        打开一项需求的匹配，或在名单里打开工作台，就会计算。
      </NoNumbers>
    );
  }
  return (
    <ChartFigure
      title="得分分布"
      note="现行匹配清单上的候选，按得分每十分一段；已经过期的清单不计。每段上一条是专家，下一条是成果。得分是比对得分，不是成功概率。"
      chart={charts.scores}
    >
      <CountTable
        columns={["得分", ...scoredKinds.map((kind) => `${kindLabels[kind]}（个）`)]}
        rows={Array.from({ length: bands }, (_, at) => bands - 1 - at).map((band) => ({
          names: [bandText(band)],
          counts: scoredKinds.map((kind) => counted(scores[kind][band]!, bandHref(kind, band))),
        }))}
      />
    </ChartFigure>
  );
}

function Answers({ answers, charts }: StatisticsView) {
  if (answers.length === 0) {
    return (
      <NoNumbers chart="各名单的答复" why="还没有发送过名单">
        在<a href="/lists">对接名单</a>审定并发送之后，这里显示双方的答复。
      </NoNumbers>
    );
  }
  return (
    <ChartFigure
      title="各名单的答复"
      note="每份名单最近一版，双方的答复合计。绿：同意；红：谢绝；灰：待答复。"
      chart={charts.answers}
    >
      <CountTable
        columns={["名单", ...answerStatuses.map((status) => answerNames[status])]}
        rows={answers.map(({ id, title, counts }) => ({
          names: [title],
          counts: answerStatuses.map((status) => counted(counts[status], answersHref(id, status))),
        }))}
      />
    </ChartFigure>
  );
}
