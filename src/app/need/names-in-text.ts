import type { NeedContent } from "../../domain/need/need.ts";
import { type CheckFinding, type NeedCheck, severities } from "../../domain/need-check/check-need.ts";
import type { Finding } from "../../domain/redaction/finding.ts";
import { suggestRedaction } from "../../domain/redaction/suggest-redaction.ts";
import type { AppContext } from "../context.ts";

/** What the wording for others would take out of a need's texts, by field; nothing where this process has no word lists. */
export function namesInText({ matching }: AppContext, content: NeedContent): { field: string; findings: Finding[] }[] {
  if (matching === null) return [];
  return suggestRedaction(content, null, matching.redaction.vocabulary).texts.filter(
    ({ findings }) => findings.length > 0,
  );
}

const reachable = new Set(["phone", "email", "im"]);

/** The check with a word on each text in which somebody's phone, mail or name stands: written there it must be taken out again before
 * others may read the text. */
export function withContactHints(check: NeedCheck, named: ReturnType<typeof namesInText>): NeedCheck {
  const hints = named.flatMap(({ field, findings }): CheckFinding[] => {
    const [contact] = findings.filter(({ kind }) => reachable.has(kind));
    const [person] = findings.filter(({ kind }) => kind === "person");
    const found = contact ?? person;
    if (found === undefined) return [];
    const what = contact === undefined ? `写了人名“${found.text}”` : `写了联系方式“${found.text}”`;
    const instead = "请移到“联系人”和“联系电话”栏，那里只有对接成功的单位能看到；正文给别人看之前都要隐去";
    return [{ field, severity: "advice", found: what, instead, gain: 0 }];
  });
  const order = ({ severity }: CheckFinding) => severities.indexOf(severity);
  return { ...check, findings: [...hints, ...check.findings].toSorted((a, b) => order(a) - order(b)) };
}
