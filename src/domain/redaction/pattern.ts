import type { Candidate, RedactionKind } from "./finding.ts";

/** One form of a kind. Every quantifier of `pattern` is bounded, so that finding stays linear in the text. */
export interface PatternRule {
  kind: RedactionKind;
  /** Flags `gd`; reads search keys. The finding is the group `value`, or the whole match without one. */
  pattern: RegExp;
  reason: string;
  replacement: string | ((match: RegExpExecArray) => string);
  accept?: (match: RegExpExecArray) => boolean;
}

/** All places where a rule holds, in reading order, rule by rule. */
export function applyRules(key: string, rules: readonly PatternRule[]): Candidate[] {
  return rules.flatMap(({ kind, pattern, reason, replacement, accept }) =>
    Array.from(key.matchAll(pattern)).flatMap((match) => {
      if (accept !== undefined && !accept(match)) return [];
      const [start, end] = match.indices?.groups?.value ?? match.indices![0]!;
      return [
        { kind, start, end, reason, replacement: typeof replacement === "string" ? replacement : replacement(match) },
      ];
    }),
  );
}

/** What was matched: the group `value`, or all of it. */
export function matchedText(match: RegExpExecArray): string {
  return match.groups?.value ?? match[0];
}
