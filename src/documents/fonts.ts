/** Fonts as Chinese offices know them: by name, so that Word and WPS use their own; Latin letters and digits in Times New Roman. */
export const fonts = {
  /** 公文 body, 仿宋. */
  body: font("仿宋_GB2312"),
  /** Headings of the first level, 黑体. */
  heading: font("黑体"),
  /** Titles, 小标宋. */
  title: font("方正小标宋简体"),
  /** Books and tables, 宋体. */
  text: font("宋体"),
} as const;

function font(eastAsia: string) {
  return { ascii: "Times New Roman", hAnsi: "Times New Roman", cs: "Times New Roman", eastAsia };
}

/** Sizes in half points: 二号, 三号, 小四, 五号, 小五. */
export const sizes = { two: 44, three: 32, smallFour: 24, five: 21, smallFive: 18 } as const;

/** 28 pt, the line of a 公文, in twentieths of a point. */
export const officialLine = 560;

/** Millimetres in twentieths of a point. */
export function twips(millimetres: number): number {
  return Math.round((millimetres * 1440) / 25.4);
}
