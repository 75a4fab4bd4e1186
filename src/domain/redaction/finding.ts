import type { Span } from "../../text/spans.ts";

/** What a span of a need's text would give away, with its name on screen. */
export const redactionKinds = {
  company: "单位全称",
  shortName: "单位简称",
  person: "人名",
  address: "地址",
  brand: "品牌商标",
  phone: "电话",
  email: "邮箱",
  im: "微信/QQ",
  creditCode: "统一社会信用代码",
  patent: "专利/登记号",
  plate: "车牌",
  bankAccount: "银行账号",
  idNumber: "证件号",
  url: "网址",
  figure: "经营数据",
  claim: "唯一性表述",
} as const;
export type RedactionKind = keyof typeof redactionKinds;

/** Kinds with a form of their own; what is left after redaction must hold none of them. */
export const patternKinds = [
  "phone",
  "email",
  "im",
  "creditCode",
  "patent",
  "plate",
  "bankAccount",
  "idNumber",
  "url",
] as const satisfies readonly RedactionKind[];

/** One span that would tell who the firm is. `start` and `end` are UTF-16 units of the text as written, end exclusive. */
export interface Finding extends Span {
  kind: RedactionKind;
  /** `raw.slice(start, end)`. */
  text: string;
  /** Why it is thought to give the firm away, zh-CN. */
  reason: string;
  /** What is proposed in its place: never itself a finding. */
  replacement: string;
}

/** A finding before it is mapped back: offsets are of the search key. */
export interface Candidate extends Span {
  kind: RedactionKind;
  reason: string;
  replacement: string;
}
