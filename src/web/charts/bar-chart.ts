import type { ChartPlan, Drawing } from "./chart.tsx";
import { inkSoft, line } from "./colours.ts";

/** One colour of bars. `hrefs` and `values` go along the categories. */
export interface BarSeries {
  name: string;
  colour: string;
  values: readonly number[];
  hrefs: readonly string[];
}

interface BarChartInput {
  label: string;
  categories: readonly string[];
  series: readonly BarSeries[];
  /** Stacks the series into one bar a category. @default false: side by side */
  stacked?: boolean;
}

const wideWidth = 640;
const narrowWidth = 320;
const barHeight = 26;
const barGap = 14;

/** Horizontal bars, one group a category, top down. Each bar carries its number. */
export function barChart({ label, categories, series, stacked = false }: BarChartInput): ChartPlan {
  const bars = stacked ? 1 : series.length;
  const height = categories.length * (bars * barHeight + barGap) + 12;
  const drawing = (width: number, nameWidth: number): Drawing => ({
    width,
    height,
    option: {
      grid: { left: nameWidth, right: stacked ? 12 : 48, top: 6, bottom: 6, outerBoundsMode: "none" },
      xAxis: { type: "value", show: false },
      yAxis: {
        type: "category",
        inverse: true,
        data: [...categories],
        axisTick: { show: false },
        axisLine: { lineStyle: { color: line } },
        axisLabel: { color: inkSoft, fontSize: 13, width: nameWidth - 12, overflow: "truncate", interval: 0 },
      },
      series: series.map(({ name, colour, values }) => ({
        type: "bar",
        name,
        ...(stacked && { stack: "all" }),
        barWidth: barHeight - 4,
        itemStyle: { color: colour },
        data: values.map((value) => (stacked && value === 0 ? { value, label: { show: false } } : value)),
        label: {
          show: true,
          position: stacked ? "inside" : "right",
          color: stacked ? "#fff" : inkSoft,
          fontSize: 13,
          textBorderWidth: 0,
          formatter: "{c}",
        },
      })),
    },
  });
  return {
    label,
    wide: drawing(wideWidth, 150),
    narrow: drawing(narrowWidth, 92),
    links: series.map(({ name, values, hrefs }) =>
      // Of a bar without length nobody sees what is focused.
      values.map((value, at) =>
        value === 0 ? null : { href: hrefs[at]!, label: `${categories[at]} ${name} ${value}` },
      ),
    ),
  };
}
