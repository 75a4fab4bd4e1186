import type { ReadText, TextField } from "./read-texts.ts";

/** Verbs that say nothing without a figure, and how each is said with one. */
const vagueVerbs: readonly (readonly [verbs: RegExp, instead: string])[] = [
  [/提高|提升|增强|增加|加强/, "写出由多少提到多少，例如：附着力由 3 MPa 提到 5 MPa 以上"],
  [/降低|减少|缩短|节约/, "写出由多少降到多少，例如：不良率由 5% 降到 2% 以下"],
  [/改善|优化|改进|完善|升级/, "写出哪一项、改到什么程度，例如：喷涂后盐雾 500 小时起泡，希望 1000 小时不起泡"],
  [/加快|加速|提速/, "写出时间或节拍，例如：单件工时由 90 秒缩到 60 秒"],
];
const most = 3;
const clauseEnd = /[，,、]/;

/** A verb without a figure. */
export interface VagueWording {
  field: TextField;
  /** The clause as its author wrote it, from the verb on. */
  quote: string;
  instead: string;
}

/** The first three clauses that promise more or less without saying how much; sentences with a figure are left alone. */
export function findVague(texts: readonly ReadText[]): VagueWording[] {
  return texts
    .flatMap(({ field, sentences }) =>
      sentences.filter(({ hasFigure }) => !hasFigure).flatMap(({ text }) => vagueClauses(field, text)),
    )
    .slice(0, most);
}

function vagueClauses(field: TextField, sentence: string): VagueWording[] {
  return sentence.split(clauseEnd).flatMap((clause) => {
    const found = vagueVerbs
      .map(([verbs, instead]) => ({ at: clause.search(verbs), instead }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at)[0];
    return found === undefined || /\d/.test(clause)
      ? []
      : [{ field, quote: shortened(clause.slice(found.at)), instead: found.instead }];
  });
}

function shortened(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
