const fenPerWan = 1_000_000;
const wanFormat = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 6 });

/** Money as people say it: `50 万元`, `面议`, `50 万元（可面议）`; null when nothing is stated. */
export function moneyText(fen: number | null, negotiable: boolean): string | null {
  if (fen === null) return negotiable ? "面议" : null;
  const amount = `${wanFormat.format(fen / fenPerWan)} 万元`;
  return negotiable ? `${amount}（可面议）` : amount;
}

/** 万元 for an input box; "" for null. */
export function wanInput(fen: number | null): string {
  return fen === null ? "" : String(fen / fenPerWan);
}

/** 分 of an amount typed in 万元 (`50`, `１２.5`, `1,200 万元`); null for "", undefined when it is no amount. */
export function fenOfWan(typed: string): number | null | undefined {
  const text = typed
    .normalize("NFKC")
    .replaceAll(/[,\s]/g, "")
    .replace(/(万元?|万圆)$/, "");
  if (text === "") return null;
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(text)) return undefined;
  return Math.round(Number(text) * fenPerWan);
}
