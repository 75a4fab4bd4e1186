import { raw } from "hono/html";
import type { Child, PropsWithChildren } from "hono/jsx";
import type { ChartLink } from "./safe-svg.ts";

export type Option = { readonly [key: string]: OptionValue };
type OptionValue = string | number | boolean | null | Option | readonly OptionValue[];

/** A chart as the renderer wants it, at one size. */
export interface Drawing {
  width: number;
  height: number;
  /** Without functions, so that the option says all there is to draw. */
  option: Option;
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

/** A drawn chart with its heading, an explanation, and its numbers as a table. */
export function ChartFigure({
  title,
  note,
  chart,
  left = null,
  children,
}: PropsWithChildren<{
  title: string;
  note: string;
  chart: DrawnChart;
  /** What the drawing leaves out. */
  left?: Child;
}>) {
  return (
    <figure class="panel chart">
      <figcaption>
        <h2>{title}</h2>
        <p class="muted">{note}</p>
      </figcaption>
      <div class={chart.narrow === null ? "chart-scroll" : "chart-wide"}>{raw(chart.wide)}</div>
      {chart.narrow === null ? null : <div class="chart-narrow">{raw(chart.narrow)}</div>}
      {left}
      <details class="more">
        <summary>数据表</summary>
        {children}
      </details>
    </figure>
  );
}
