import { BarChart, HeatmapChart } from "echarts/charts";
import { GridComponent, VisualMapPiecewiseComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, HeatmapChart, GridComponent, VisualMapPiecewiseComponent, SVGRenderer]);

/** Draws a chart as SVG text. Loaded when the first chart is asked for: most pages have none. */
export function drawChart(option: EChartsCoreOption, { width, height }: { width: number; height: number }): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
