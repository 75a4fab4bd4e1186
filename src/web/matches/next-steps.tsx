import type { MatchExplanation } from "../../app/match/match-view.ts";
import { askedLabels } from "../../domain/matching/questions.ts";
import { Highlight } from "../ui/highlight.tsx";

/** The expert's own work that carries the overlap. */
export function Support({ support }: Pick<MatchExplanation, "support">) {
  if (support.length === 0) return null;
  return (
    <section class="panel">
      <h2>最有力的依据</h2>
      <ol class="support-list">
        {support.map(({ label, segments }) => (
          <li>
            <span class="quote-label">{label}</span> <Highlight segments={segments} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What to ask next, of whom, and what would move the pair up. */
export function NextSteps({ questions, counterfactual }: Pick<MatchExplanation, "questions" | "counterfactual">) {
  if (questions.length === 0 && counterfactual === null) return null;
  return (
    <section class="panel">
      <h2>下一步问什么</h2>
      {counterfactual === null ? null : <p class="counterfactual">{counterfactual.text}。</p>}
      {questions.length === 0 ? null : (
        <ol class="question-list">
          {questions.map(({ asked, label, text, gain, loss }) => (
            <li>
              <strong>问{askedLabels[asked]}</strong>：{text}
              <span class="muted">
                （{label}，{stakes(gain, loss)}）
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function stakes(gain: number, loss: number): string {
  const points = (value: number) => (value >= 0.95 ? String(Math.round(value)) : value.toFixed(1));
  if (gain + loss === 0) return "不影响得分";
  return `最多加 ${points(gain)} 分、减 ${points(loss)} 分`;
}
