import type { ChartPlan } from "./chart.tsx";
import { inkSoft } from "./colours.ts";

export interface HeatCell {
  /** Places in `columns` and `rows`. */
  column: number;
  row: number;
  /** What stands in the cell. */
  text: string;
  /** Place in `tones`. */
  tone: number;
  /** null where there is nothing to open. */
  href: string | null;
  /** The cell in words. */
  label: string;
}

/** Background of a cell, and of its text. */
export interface Tone {
  ground: string;
  ink: string;
}

interface HeatMapInput {
  label: string;
  tones: readonly Tone[];
  columns: readonly string[];
  rows: readonly string[];
  cells: readonly HeatCell[];
}

const cellWidth = 78;
const cellHeight = 34;
const nameWidth = 132;
const headHeight = 30;

/** A grid of coloured cells, each with its text and its link. */
export function heatMap({ label, tones, columns, rows, cells }: HeatMapInput): ChartPlan {
  const axis = (data: readonly string[], width: number) => ({
    type: "category",
    data: [...data],
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { color: inkSoft, fontSize: 13, width, overflow: "truncate", interval: 0 },
  });
  return {
    label,
    wide: {
      width: nameWidth + columns.length * cellWidth + 4,
      height: headHeight + rows.length * cellHeight + 4,
      option: {
        grid: { left: nameWidth, right: 4, top: headHeight, bottom: 4, outerBoundsMode: "none" },
        xAxis: { ...axis(columns, cellWidth - 4), position: "top" },
        yAxis: { ...axis(rows, nameWidth - 12), inverse: true },
        visualMap: {
          type: "piecewise",
          show: false,
          dimension: 2,
          pieces: tones.map(({ ground }, value) => ({ value, color: ground })),
        },
        series: [
          {
            type: "heatmap",
            itemStyle: { borderColor: "#ffffff", borderWidth: 2 },
            data: cells.map(({ column, row, tone, text }) => ({
              value: [column, row, tone],
              label: { color: tones[tone]!.ink, formatter: text, show: text !== "" },
            })),
            label: { fontSize: 13, textBorderWidth: 0 },
          },
        ],
      },
    },
    narrow: null,
    links: [cells.map(({ href, label: words }) => (href === null ? null : { href, label: words }))],
  };
}
