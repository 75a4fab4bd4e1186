import { sampleFiles } from "./help/tour.ts";

/** Small client scripts, one file in islands/ each, built to `/assets/<name>.js`. Every page works without them. */
export const islandNames = [
  "search-suggest",
  "slow-search",
  "char-counter",
  "field-suggestion",
  "copy-text",
  "need-check",
  "need-autosave",
  "indicator-rows",
  "workbench",
  "pick-rows",
  "printout-standings",
  "hold-submit",
] as const;
export type IslandName = (typeof islandNames)[number];

/** How an asset comes about: bundled and minified by esbuild, or sent as it stands. */
export interface AssetEntry {
  /** Path from src/web. */
  source: string;
  build: "bundle" | "copy";
  type: string;
}

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const script = "text/javascript; charset=utf-8";

/** Every file under `/assets/`, by name. app.css pulls Bootstrap's stylesheet in by `@import`. */
export const assetEntries: Readonly<Record<string, AssetEntry>> = {
  "app.css": { source: "styles/app.css", build: "bundle", type: "text/css; charset=utf-8" },
  "icon.svg": { source: "images/icon.svg", build: "copy", type: "image/svg+xml" },
  ...Object.fromEntries(
    sampleFiles.map(({ asset, file }) => [
      asset,
      { source: `../../data/sample/${file}`, build: "copy", type: workbook } as const,
    ]),
  ),
  ...Object.fromEntries(
    islandNames.map((name) => [`${name}.js`, { source: `islands/${name}.ts`, build: "bundle", type: script } as const]),
  ),
};
