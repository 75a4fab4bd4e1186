import type { AnswerCounts, ListAnswers } from "../../app/statistics/count-answers.ts";
import { scoredKinds } from "../../app/statistics/count-scores.ts";
import type { SupplyCell } from "../../app/statistics/count-supply.ts";
import { type Stage, stages } from "../../app/statistics/counted.ts";
import { type AnswerStatus, answerNames } from "../../domain/match-list/match-list.ts";
import { bands } from "../../domain/matching/score-bands.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { barChart } from "../charts/bar-chart.ts";
import type { ChartPlan } from "../charts/chart.tsx";
import { achievement, balanceTones, brand, expert, grey, leaf, seal } from "../charts/colours.ts";
import { heatMap } from "../charts/heat-map.ts";
import { kindLabels } from "../format/labels.ts";
import { answersHref, bandHref, bandText, cellHref, stageHref } from "./links.ts";

export const stageNames: Record<Stage, string> = {
  collected: "登记",
  published: "登录后可见",
  listed: "进入名单",
  sent: "已发送",
  agreed: "双方同意",
};

export function stagePlan(counts: Record<Stage, number>): ChartPlan {
  return barChart({
    label: `需求进展：${stages.map((stage) => `${stageNames[stage]} ${counts[stage]} 项`).join("，")}`,
    categories: stages.map((stage) => stageNames[stage]),
    series: [
      { name: "需求", colour: brand, values: stages.map((stage) => counts[stage]), hrefs: stages.map(stageHref) },
    ],
  });
}

export function scorePlan(counts: Record<(typeof scoredKinds)[number], number[]>): ChartPlan {
  // Bands above and below those in use would be empty rows.
  const inUse = (band: number) => scoredKinds.some((kind) => counts[kind][band]! > 0);
  const all = Array.from({ length: bands }, (_, band) => band);
  const used = all.slice(Math.max(0, all.findIndex(inUse)), all.findLastIndex(inUse) + 1).toReversed();
  return barChart({
    label: "现行匹配清单的得分分布",
    categories: used.map(bandText),
    series: scoredKinds.map((kind) => ({
      name: kindLabels[kind],
      colour: kind === "expert" ? expert : achievement,
      values: used.map((band) => counts[kind][band]!),
      hrefs: used.map((band) => bandHref(kind, band)),
    })),
  });
}

export const answerStatuses = ["accepted", "declined", "waiting"] as const satisfies readonly AnswerStatus[];
const answerColours: Record<AnswerStatus, string> = { accepted: leaf, declined: seal, waiting: grey };

export function answersPlan(lists: readonly ListAnswers[]): ChartPlan {
  return barChart({
    label: "各名单的答复",
    categories: lists.map(({ title }) => title),
    stacked: true,
    series: answerStatuses.map((status) => ({
      name: answerNames[status],
      colour: answerColours[status],
      values: lists.map(({ counts }) => counts[status]),
      hrefs: lists.map(({ id }) => answersHref(id, status)),
    })),
  });
}

/** Answers to one list, a bar for each kind of answer. */
export function listAnswersPlan(listId: string, counts: AnswerCounts): ChartPlan {
  return barChart({
    label: `答复：${answerStatuses.map((status) => `${answerNames[status]} ${counts[status]} 份`).join("，")}`,
    categories: answerStatuses.map((status) => answerNames[status]),
    series: [
      {
        name: "答复",
        colour: brand,
        values: answerStatuses.map((status) => counts[status]),
        hrefs: answerStatuses.map((status) => answersHref(listId, status)),
      },
    ],
  });
}

/** Cities in the drawing; the table has `citiesInTable`. */
const citiesDrawn = 8;
export const citiesInTable = 24;

/** Rows and columns of supply and demand: fields by code, cities with the most needs, then records, first; what is not stated last. */
export interface SupplyGrid {
  fields: string[];
  cities: string[];
  /** What a cell counts; of every city for null. */
  cell(field: string, city: string | null): SupplyCell["counts"];
}

const nothing: SupplyCell["counts"] = { need: 0, expert: 0, achievement: 0 };

export function supplyGrid(cells: readonly SupplyCell[]): SupplyGrid {
  const needs = new Map<string, number>();
  const all = new Map<string, number>();
  for (const { city, counts } of cells) {
    needs.set(city, (needs.get(city) ?? 0) + counts.need);
    all.set(city, (all.get(city) ?? 0) + counts.need + counts.expert + counts.achievement);
  }
  const order = (a: string, b: string) =>
    Number(a === "") - Number(b === "") ||
    needs.get(b)! - needs.get(a)! ||
    all.get(b)! - all.get(a)! ||
    Number(a > b) - 0.5;
  const rows = new Map<string, SupplyCell["counts"]>();
  for (const { field, counts } of cells) {
    const sum = rows.get(field) ?? nothing;
    rows.set(field, {
      need: sum.need + counts.need,
      expert: sum.expert + counts.expert,
      achievement: sum.achievement + counts.achievement,
    });
  }
  const byKey = new Map(cells.map((cell) => [`${cell.field} ${cell.city}`, cell.counts]));
  return {
    fields: [...new Set(cells.map(({ field }) => field))].sort(
      (a, b) => Number(a === "") - Number(b === "") || Number(a > b) - 0.5,
    ),
    cities: [...needs.keys()].sort(order),
    cell: (field, city) => (city === null ? (rows.get(field) ?? nothing) : (byKey.get(`${field} ${city}`) ?? nothing)),
  };
}

export const fieldName = (lists: CodeLists, code: string) =>
  code === "" ? "未注明" : (lists.field.name(code) ?? code);
export const cityName = (lists: CodeLists, code: string | null) =>
  code === null ? "全部地区" : code === "" ? "未注明" : (lists.region.name(code) ?? code);

/** Experts and achievements a need, below which supply counts as scarce. */
const ample = 3;

function toneOf(need: number, supply: number): number {
  if (need === 0) return supply === 0 ? 0 : 1;
  if (supply === 0) return 4;
  return supply >= ample * need ? 2 : 3;
}

export function supplyPlan(grid: SupplyGrid, lists: CodeLists): ChartPlan {
  const { fields } = grid;
  const cities = [null, ...grid.cities.slice(0, citiesDrawn)];
  return heatMap({
    label: "各技术领域、各地区的需求和供给",
    tones: balanceTones,
    columns: cities.map((city) => cityName(lists, city)),
    rows: fields.map((field) => fieldName(lists, field)),
    cells: fields.flatMap((field, row) =>
      cities.map((city, column) => {
        const { need, expert: experts, achievement: achievements } = grid.cell(field, city);
        const supply = experts + achievements;
        // What leads nowhere is no link; where nobody needs anything, the supply is what there is to see.
        const filled = entityKinds.find((kind) => grid.cell(field, city)[kind] > 0);
        return {
          column,
          row,
          tone: toneOf(need, supply),
          text: need + supply === 0 ? "" : `${need} / ${supply}`,
          href: filled === undefined ? null : cellHref(filled, field, city),
          label: `${fieldName(lists, field)}，${cityName(lists, city)}：需求 ${need}，专家 ${experts}，成果 ${achievements}`,
        };
      }),
    ),
  });
}
