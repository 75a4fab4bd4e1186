import { raw } from "hono/html";
import type { PropsWithChildren } from "hono/jsx";
import { type ChartLink, safeSvg } from "./safe-svg.ts";

/** A chart as the renderer wants it, at one size. */
export interface Drawing {
  width: number;
  height: number;
  option: Record<string, unknown>;
}

/** A chart drawn twice, for wide and for narrow screens, with a link for every number it shows. */
export interface ChartPlan {
  /** Names the chart, and says what it shows to those who do not see it. */
  label: string;
  wide: Drawing;
  /** null: the wide one scrolls within its frame. */
  narrow: Drawing | null;
  /** By series, then by place in its data. */
  links: readonly (readonly (ChartLink | null)[])[];
}

/** SVG of a plan, ready for a page. */
export interface DrawnChart {
  label: string;
  wide: string;
  narrow: string | null;
}

/** Draws a plan. */
export async function draw({ label, wide, narrow, links }: ChartPlan): Promise<DrawnChart> {
  const { drawChart } = await import("./draw-chart.ts");
  const svg = ({ option, ...size }: Drawing) => safeSvg(drawChart(option, size), links, label);
  return { label, wide: svg(wide), narrow: narrow === null ? null : svg(narrow) };
}

/** A drawn chart with its heading, an explanation, and its numbers as a table. */
export function ChartFigure({
  title,
  note,
  chart,
  children,
}: PropsWithChildren<{ title: string; note: string; chart: DrawnChart }>) {
  return (
    <figure class="panel chart">
      <figcaption>
        <h2>{title}</h2>
        <p class="muted">{note}</p>
      </figcaption>
      <div class={chart.narrow === null ? "chart-scroll" : "chart-wide"}>{raw(chart.wide)}</div>
      {chart.narrow === null ? null : <div class="chart-narrow">{raw(chart.narrow)}</div>}
      <details class="more">
        <summary>数据表</summary>
        {children}
      </details>
    </figure>
  );
}
