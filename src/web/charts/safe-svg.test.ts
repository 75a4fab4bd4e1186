import { describe, expect, it } from "vitest";
import { barChart } from "./bar-chart.ts";
import { balanceTones } from "./colours.ts";
import { draw } from "./draw.ts";
import { heatMap } from "./heat-map.ts";
import { safeSvg } from "./safe-svg.ts";

const hostile = `<img src=x onerror="alert(1)">"'</svg>`;

/** Everything in a drawing that the content security policy refuses, or that leads out of this site. */
function faults(svg: string): string[] {
  const tags = [...svg.matchAll(/<(\w+)([^>]*)>/g)].map(([, name = "", attributes = ""]) => ({ name, attributes }));
  const inside = ["svg", "rect", "path", "text", "a"];
  const names = (attributes: string) => attributes.replaceAll(/"[^"]*"/g, "").split(/[\s=]+/);
  return tags.flatMap(({ name, attributes }) => [
    ...(inside.includes(name) ? [] : [name]),
    ...names(attributes).filter((each) => each === "style" || each.startsWith("on")),
    ...(/ href="(?!\/)/.test(attributes) ? [attributes] : []),
  ]);
}

describe("draw", () => {
  it("gives bars a link each, none for a bar without length, and nothing the page's policy forbids", async () => {
    const series = [{ name: "需求", colour: "#0f5c73", values: [3, 0], hrefs: ["/a?b=1&c=2", "/none"] }];
    const chart = await draw(barChart({ label: hostile, categories: [hostile, "乙"], series }));
    for (const svg of [chart.wide, chart.narrow!]) {
      expect(faults(svg)).toEqual([]);
      expect(svg.match(/<a /g)).toHaveLength(1);
      expect(svg).toContain('href="/a?b=1&amp;c=2"');
      expect(svg).toContain("&lt;img src=x");
      expect(svg.match(/<svg/g)).toHaveLength(1);
    }
  });

  it("gives the same plan the same drawing, and every other number or link its own", async () => {
    const plan = (value: number, href: string) =>
      barChart({
        label: "某",
        categories: ["甲"],
        series: [{ name: "需求", colour: "#0f5c73", values: [value], hrefs: [href] }],
      });
    const first = await draw(plan(3, "/a"));
    expect(await draw(plan(3, "/a"))).toBe(first);
    expect((await draw(plan(4, "/a"))).wide).toContain(">4</text>");
    expect((await draw(plan(3, "/b"))).wide).toContain('href="/b"');
    expect(first.wide).toContain(">3</text>");
  });

  it("gives every cell of a grid its own link, in the order of the cells", async () => {
    const cells = [0, 1].map((column) => ({
      column,
      row: 0,
      tone: column,
      text: hostile,
      href: `/cell/${column}`,
      label: `第 ${column} 格`,
    }));
    const { wide, narrow } = await draw(
      heatMap({ label: "供需", tones: balanceTones, columns: ["温州", "昆山"], rows: ["新材料"], cells }),
    );
    expect(narrow).toBeNull();
    expect(faults(wide)).toEqual([]);
    expect([...wide.matchAll(/<a href="([^"]*)" aria-label="([^"]*)">/g)].map(([, ...link]) => link)).toEqual([
      ["/cell/0", "第 0 格"],
      ["/cell/1", "第 1 格"],
    ]);
    expect(wide).toContain(`fill="${balanceTones[1].ground}"`);
  });
});

describe("safeSvg", () => {
  it("turns what a style says of a font into attributes, and drops the rest of it", () => {
    const svg =
      '<svg width="1" height="2"><text style="font-size:12px;font-family:x;font-weight:bold;">甲</text></svg>';
    expect(safeSvg(svg, [], "图")).toBe(
      '<svg class="chart-svg" role="group" aria-label="图"><text font-size="12" font-weight="bold">甲</text></svg>',
    );
  });
});
