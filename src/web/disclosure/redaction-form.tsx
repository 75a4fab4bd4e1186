import type { NeedPreview } from "../../app/disclosure/preview-need.ts";
import type { WordingAdvice } from "../../app/disclosure/suggest-wording.ts";
import { needFieldRules, redactedFields } from "../../domain/disclosure/need-fields.ts";
import type { DiffPart } from "../../domain/redaction/suggest-redaction.ts";
import { Notice } from "../ui/notice.tsx";

/** The wording others read, for its owner to change and confirm; proposed by the detector where none was confirmed. */
export function RedactionForm({ preview, advice }: { preview: NeedPreview; advice: WordingAdvice | null }) {
  const { need, redaction } = preview;
  const filled = redactedFields.filter((field) => need.content[field].length > 0 || field === "title");
  return (
    <section class="text-block">
      <h2>脱敏文本</h2>
      <p>
        低于披露级别的读者，看到的是这里的文本；留空则不显示。系统已替换认得出的单位、人名、地址、联系方式、品牌、专利号和独有数字；短名和行业内的叫法未必认得全，请逐项看过再确认。
      </p>
      {advice?.firms.warning == null ? null : (
        <Notice tone="warn" title={`仍可能被猜出：已知单位中只有约 ${advice.firms.k} 家相符`}>
          <p>{advice.firms.warning}</p>
        </Notice>
      )}
      <form method="post" action={`/needs/${need.id}/redaction`} class="redaction-form">
        <input type="hidden" name="version" value={String(need.version)} />
        {filled.map((field) => {
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
                {redaction?.texts[field] ?? advice?.texts[field] ?? ""}
              </textarea>
            </div>
          );
        })}
        <div class="form-field">
          <label class="form-label" for="redaction-reason">
            确认的依据
          </label>
          <input class="form-control" id="redaction-reason" name="reason" maxlength={1000} />
          <p class="form-text">代需求方确认时必填，例如“已与企业负责人电话核对”。每次确认都有记录。</p>
        </div>
        <button class="btn btn-primary" type="submit">
          确认脱敏文本
        </button>
      </form>
    </section>
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
