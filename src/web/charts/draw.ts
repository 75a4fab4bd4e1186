import type { ChartPlan, Drawing, DrawnChart } from "./chart.tsx";
import { safeSvg } from "./safe-svg.ts";

/** Charts of several pages for several readers; some 100 KB each. */
const chartsRemembered = 32;
const remembered = new Map<string, DrawnChart>();

/** Draws a plan, or gives the chart that was drawn of the very same plan: its words, numbers and links are all a chart is made of, whoever reads it. */
export async function draw(plan: ChartPlan): Promise<DrawnChart> {
  const key = JSON.stringify(plan);
  const chart = remembered.get(key) ?? (await drawAnew(plan));
  remembered.delete(key);
  remembered.set(key, chart);
  if (remembered.size > chartsRemembered) remembered.delete(remembered.keys().next().value!);
  return chart;
}

async function drawAnew({ label, wide, narrow, links }: ChartPlan): Promise<DrawnChart> {
  const { drawChart } = await import("./draw-chart.ts");
  const svg = ({ option, ...size }: Drawing) => safeSvg(drawChart(option, size), links, label);
  return { label, wide: svg(wide), narrow: narrow === null ? null : svg(narrow) };
}
