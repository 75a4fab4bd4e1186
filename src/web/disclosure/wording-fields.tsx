import type { NeedPreview } from "../../app/disclosure/preview-need.ts";
import type { WordingAdvice } from "../../app/disclosure/suggest-wording.ts";
import { needFieldRules, redactedFields } from "../../domain/disclosure/need-fields.ts";
import type { DiffPart } from "../../domain/redaction/suggest-redaction.ts";
import { Notice } from "../ui/notice.tsx";

/** The wording of each field as the form shows it: what was confirmed, else what is proposed. */
export function wordingOf({ need, redaction }: NeedPreview, advice: WordingAdvice | null): Record<string, string> {
  const filled = redactedFields.filter((field) => need.content[field].length > 0 || field === "title");
  return Object.fromEntries(filled.map((field) => [field, redaction?.texts[field] ?? advice?.texts[field] ?? ""]));
}

interface WordingProps {
  preview: NeedPreview;
  advice: WordingAdvice | null;
  /** By field, as they stand in the boxes. */
  texts: Readonly<Record<string, string>>;
}

/** The part of the form with the wording others read, for its owner to change and confirm; proposed by the detector where none was
 * confirmed. */
export function WordingFields({ preview: { need }, advice, texts }: WordingProps) {
  return (
    <>
      <h2>脱敏文本</h2>
      <p>
        低于披露级别的读者，看到的是这里的文本；留空则不显示。系统已替换认得出的单位、人名、地址、联系方式、品牌、专利号和独有数字；短名和行业内的叫法未必认得全，请逐项看过再确认。只改预算、截止日期、类型、层级或期望成熟度时不用重新确认。
      </p>
      {advice?.firms.warning == null ? null : (
        <Notice tone="warn" title={`仍可能被猜出：已知单位中只有约 ${advice.firms.k} 家相符`}>
          <p>{advice.firms.warning}</p>
        </Notice>
      )}
      {Object.entries(texts).map(([name, text]) => {
        const field = name as (typeof redactedFields)[number];
        const own = need.content[field];
        const diffs = advice?.diffs[field];
        return (
          <div class="form-field">
            <label class="form-label" for={`redaction-${field}`}>
              {needFieldRules[field].label}
            </label>
            {diffs === undefined ? (
              <p class="form-text">原文：{typeof own === "string" ? own : own.join("、")}</p>
            ) : (
              diffs.map((parts) => <Diff parts={parts} />)
            )}
            <textarea class="form-control" id={`redaction-${field}`} name={field} rows={field === "title" ? 1 : 4}>
              {text}
            </textarea>
          </div>
        );
      })}
    </>
  );
}

/** The author's text with what is taken out and what stands in its place; why, below it. */
function Diff({ parts }: { parts: readonly DiffPart[] }) {
  const reasons = new Set(parts.flatMap((part) => (part.kind === "removed" ? [part.finding.reason] : [])));
  return (
    <div class="redaction-diff">
      <p class="form-text author-text">
        建议：
        {parts.map((part) => {
          if (part.kind === "removed") return <del title={part.finding.reason}>{part.text}</del>;
          return part.kind === "inserted" ? <ins>{part.text}</ins> : part.text;
        })}
      </p>
      <p class="form-text">原因：{[...reasons].join("；")}</p>
    </div>
  );
}
