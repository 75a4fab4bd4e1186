import { type Money, type MoneyIssue, parseMoneyFen } from "../../text/money.ts";
import type { MoneyUnit } from "../header-text.ts";

/** Decimal places between a unit and 分. */
const fenPlaces: Record<MoneyUnit, number> = { 元: 2, 千元: 5, 万元: 6, 亿元: 10 };
/** A bare figure under a header without unit is taken as yuan only from here up; 50 could be 50 元 or 50 万元. */
const PLAIN_YUAN_FROM = 10_000;
/** 10 亿元 in 分: more is more likely a wrong unit than a budget. */
const SUSPICIOUS_FEN = 100_000_000_000;

/** As text/money.ts, and `suspicious`: so large that the unit should be checked. */
export interface CellMoney {
  fen: number | null;
  negotiable: boolean;
  issue: MoneyIssue | "suspicious" | null;
}

/** Money of one cell under a header that may name the unit (`预算(万元)`), which then applies to bare figures.
 * Exact to the 分: 0.012345 under 万元 is 12,345 分. */
export function readMoney(text: string, headerUnit: MoneyUnit | null): CellMoney {
  const bare = text
    .normalize("NFKC")
    .trim()
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, "");
  if (/^\d{1,16}(?:\.\d{1,20})?$/.test(bare)) {
    if (headerUnit === null && Number(bare) < PLAIN_YUAN_FROM)
      return { fen: null, negotiable: false, issue: "no-unit" };
    return checkSize({ fen: shiftToFen(bare, fenPlaces[headerUnit ?? "元"]), negotiable: false });
  }
  const unnamed = headerUnit !== null && !/[元万亿千¥]/.test(bare);
  const said = unnamed && (headerUnit === "千元" || headerUnit === "亿元") ? `${bare}${headerUnit}` : text;
  const money = parseMoneyFen(said, { defaultUnit: headerUnit === "万元" ? "万元" : "元" });
  if (money.issue === "no-unit" && headerUnit !== null)
    return checkSize({ fen: money.fen, negotiable: money.negotiable });
  return money.issue === "no-unit" ? { fen: null, negotiable: money.negotiable, issue: "no-unit" } : checkSize(money);
}

/** 分 as an exact figure in 万元: 12345 → `0.012345`. */
export function printWanYuan(fen: number): string {
  const digits = String(fen).padStart(7, "0");
  const fraction = digits.slice(-6).replace(/0+$/, "");
  return fraction === "" ? digits.slice(0, -6) : `${digits.slice(0, -6)}.${fraction}`;
}

function checkSize(money: Money): CellMoney {
  const fen = money.fen !== null && Number.isSafeInteger(money.fen) ? money.fen : null;
  if (money.fen !== null && fen === null) return { fen: null, negotiable: money.negotiable, issue: "unreadable" };
  const issue = money.issue ?? (fen !== null && fen > SUSPICIOUS_FEN ? "suspicious" : null);
  return { fen, negotiable: money.negotiable, issue };
}

/** Moves the decimal point of a plain figure `places` to the right and rounds what is left to the 分. */
function shiftToFen(figure: string, places: number): number {
  const [whole = "0", fraction = ""] = figure.split(".");
  const shifted = fraction.padEnd(places + 1, "0");
  const fen = Number(`${whole}${shifted.slice(0, places)}`);
  return shifted[places]! >= "5" ? fen + 1 : fen;
}
