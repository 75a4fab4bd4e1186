/** Fonts as Chinese offices know them, by name, so that Word and WPS use their own. */
const names = {
  /** Body of a 公文. */
  body: "仿宋_GB2312",
  /** Headings of the first level. */
  heading: "黑体",
  title: "方正小标宋简体",
  /** Books and tables. */
  text: "宋体",
} as const;
export type FontName = keyof typeof names;

/** Latin letters and digits stand in Times New Roman beside the Chinese font. */
export function fontXml(font: FontName): string {
  const latin = "Times New Roman";
  return `<w:rFonts w:ascii="${latin}" w:hAnsi="${latin}" w:cs="${latin}" w:eastAsia="${names[font]}"/>`;
}

/** Sizes in half points: 二号, 三号, 四号, 小四, 五号, 小五. */
export const sizes = { two: 44, three: 32, four: 28, smallFour: 24, five: 21, smallFive: 18 } as const;

/** 28 pt, the line of a 公文, in twentieths of a point. */
export const officialLine = 560;

/** Millimetres in twentieths of a point. */
export function twips(millimetres: number): number {
  return Math.round((millimetres * 1440) / 25.4);
}
