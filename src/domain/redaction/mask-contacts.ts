import { findContacts } from "./contact-rules.ts";
import type { RedactionKind } from "./finding.ts";
import { readText } from "./read-text.ts";

const placeholders: Partial<Record<RedactionKind, string>> = { phone: "{phone}", email: "{email}", im: "{im}" };

/** Nothing to mask without an at sign, seven digits (also 一三八…) or the name of a chat. */
const worthReading =
  /[@＠#]|\bat\b|艾特|(?:[\d０-９零〇幺一二三四五六七八九壹贰叁肆伍陆柒捌玖][\s.()（）*x-]{0,3}){7}|分机|微信|chat|qq|钉钉|飞书|v信|加v/i;

/** A text with phones, mail addresses and chat accounts replaced by `{phone}`, `{email}` and `{im}`; other text stays as it is. */
export function maskContacts(text: string): string {
  if (!worthReading.test(text)) return text;
  const { key, starts, ends } = readText(text);
  const found = findContacts(key)
    .flatMap(({ kind, start, end }) => {
      const placeholder = placeholders[kind];
      return placeholder === undefined ? [] : [{ start: starts[start]!, end: ends[end - 1]!, placeholder }];
    })
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, placeholder } of found) {
    if (start < from) continue;
    parts.push(text.slice(from, start), placeholder);
    from = end;
  }
  return parts.join("") + text.slice(from);
}

/** A phone or mail address as far as it may be shown before it is asked for: `138****0000`, `z***@example.com`. */
export function maskValue(value: string): string {
  const [name = "", domain] = value.split("@");
  if (domain !== undefined) return `${name.slice(0, 1)}***@${domain}`;
  return value.length < 8 ? "*".repeat(value.length) : `${value.slice(0, 3)}****${value.slice(-4)}`;
}
