/** Where a shape leads, and what it says to those who do not see it. */
export interface ChartLink {
  href: string;
  label: string;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (mark) => escapes[mark]!);

/**
 * The renderer's SVG as it may stand in a page: without style elements and attributes, which the content security policy forbids,
 * its fonts left to the stylesheet, and shapes of data made links.
 * @param links by series, then by place in the series' data; a shape without a link stays as it is
 * @param label names the whole drawing
 */
export function safeSvg(svg: string, links: readonly (readonly (ChartLink | null)[])[], label: string): string {
  return svg
    .replaceAll(/<style[\s\S]*?<\/style>/g, "")
    .replace(/^<svg width="\d+" height="\d+"/, `<svg class="chart-svg" role="group" aria-label="${escaped(label)}"`)
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => {
      const size = /font-size:(\d+)px/.exec(style)?.[1];
      const weight = /font-weight:(\w+)/.exec(style)?.[1];
      return `${size === undefined ? "" : ` font-size="${size}"`}${weight === undefined ? "" : ` font-weight="${weight}"`}`;
    })
    .replaceAll(/<path [^>]*ecmeta_series_index[^>]*><\/path>/g, (path) => {
      const index = (name: string) => Number(new RegExp(`ecmeta_${name}_index="(\\d+)"`).exec(path)?.[1]);
      const link = links[index("series")]?.[index("data")];
      const shape = path.replaceAll(/ (ecmeta_\w+|class)="[^"]*"/g, "");
      return link == null ? shape : `<a href="${escaped(link.href)}" aria-label="${escaped(link.label)}">${shape}</a>`;
    })
    .replaceAll(/ class="zr[^"]*"/g, "")
    .trim();
}
