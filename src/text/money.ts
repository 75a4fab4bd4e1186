import { normalise } from "./normalise.ts";
import { type Quantity, readQuantities } from "./numbers.ts";

export type MoneyIssue =
  /** Blotted out (xx万元). */
  | "masked"
  /** A range (30-50万): `fen` is its upper end. */
  | "range"
  /** A bound (≥50万, 不超过50万): `fen` is the figure named. */
  | "bound"
  /** No unit was written; taken for the default. */
  | "no-unit"
  /** Another currency. */
  | "currency"
  /** Several amounts, a negative one, or none. */
  | "unreadable";

export interface Money {
  /** 分 (1/100 yuan), a safe integer ≥ 0; null when there is no certain amount. */
  fen: number | null;
  /** The text says 面议 (to be agreed). */
  negotiable: boolean;
  /** What a person should look at; absent when the amount is plain or the cell empty. */
  issue?: MoneyIssue;
}

const NEGOTIABLE = /面议|面谈|协商|待定|另议|再议|可议/;
const OTHER_CURRENCY = /美元|欧元|日元|港元|港币|英镑|\$|€|£|usd|eur|hkd/;
const BLANK = /^[\s\-/\\]*$|^[无暂空]+$/;

/** One amount as people write it into a budget cell: `50万元`, `1.2億`, `五十万`, `¥1,200`, `面议`, `30-50万`. Never turns a mask into 0.
 * @param defaultUnit what a bare figure means; take it from the column header (预算（万元）)
 */
export function parseMoneyFen(text: string, { defaultUnit = "元" }: { defaultUnit?: "元" | "万元" } = {}): Money {
  const key = normalise(text).text.trim();
  if (BLANK.test(key)) return { fen: null, negotiable: false };
  const negotiable = NEGOTIABLE.test(key);
  if (OTHER_CURRENCY.test(key)) return { fen: null, negotiable, issue: "currency" };
  const amounts = readQuantities(key).filter(({ unit }) => unit === "" || unit.startsWith("元") || unit === "rmb");
  const amount = amounts[0];
  if (amount === undefined)
    return negotiable ? { fen: null, negotiable } : { fen: null, negotiable, issue: "unreadable" };
  if (amounts.length > 1) return { fen: null, negotiable, issue: "unreadable" };
  if (amount.masked) return { fen: null, negotiable, issue: "masked" };
  return fromAmount(amount, key, negotiable, defaultUnit);
}

function fromAmount(amount: Quantity, key: string, negotiable: boolean, defaultUnit: "元" | "万元"): Money {
  const hasUnit = amount.unit !== "" || /[万亿千百十]|[¥元]/.test(key);
  const named = amount.operator === "range" ? amount.max! : amount.value!;
  const fen = Math.round(named * (hasUnit || defaultUnit === "元" ? 100 : 1_000_000));
  if (fen < 0 || !Number.isSafeInteger(fen)) return { fen: null, negotiable, issue: "unreadable" };
  if (amount.operator === "range") return { fen, negotiable, issue: "range" };
  if (amount.operator !== "=" && amount.operator !== "~") return { fen, negotiable, issue: "bound" };
  return hasUnit ? { fen, negotiable } : { fen, negotiable, issue: "no-unit" };
}
