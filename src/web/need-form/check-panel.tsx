import type { CheckFinding, NeedCheck, Severity } from "../../domain/need-check/check-need.ts";

const severityNames: Record<Severity, string> = { important: "重要", advice: "建议", hint: "可选" };

/** More would push the rest of the advice out of sight. */
const shownAtOnce = 5;

/** 需求体检: the score and what to write better. Every finding leads to its box on `formPath`.
 * @param before score when the author began; null = not shown */
export function CheckPanel({ check, before, formPath }: { check: NeedCheck; before: number | null; formPath: string }) {
  const { score, findings } = check;
  return (
    <>
      <p class="check-score">
        <strong>{score}</strong> 分{before === null || before === score ? null : <span>（打开时 {before} 分）</span>}
        <meter class="check-meter" min={0} max={100} low={50} high={80} optimum={100} value={score}>
          {score} 分
        </meter>
      </p>
      {findings.length === 0 ? (
        <p>该写的都写了。</p>
      ) : (
        <>
          <Findings findings={findings.slice(0, shownAtOnce)} formPath={formPath} />
          {findings.length <= shownAtOnce ? null : (
            <details>
              <summary>另有 {findings.length - shownAtOnce} 条</summary>
              <Findings findings={findings.slice(shownAtOnce)} formPath={formPath} />
            </details>
          )}
        </>
      )}
      <p class="muted">体检只提建议，不影响保存和提交。</p>
    </>
  );
}

function Findings({ findings, formPath }: { findings: readonly CheckFinding[]; formPath: string }) {
  return (
    <ol class="check-findings">
      {findings.map((finding) => (
        <li class={`check-${finding.severity}`}>
          <a href={`${formPath}#${boxOfFinding(finding)}`}>{finding.found}</a>
          <span class="check-kind">
            {severityNames[finding.severity]}
            {finding.gain === 0 ? "" : ` +${finding.gain}`}
          </span>
          <p>{finding.instead}</p>
        </li>
      ))}
    </ol>
  );
}

/** 需求体检 on a need's page, for its own side. */
export function NeedCheckSection({ check, needId }: { check: NeedCheck; needId: string }) {
  return (
    <section class="text-block need-check">
      <details>
        <summary>
          <h2>
            需求体检
            <span class="count">{check.score} 分</span>
          </h2>
        </summary>
        <CheckPanel check={check} before={null} formPath={`/needs/${needId}/edit`} />
      </details>
    </section>
  );
}

function boxOfFinding({ field }: CheckFinding): string {
  const row = /^indicators\.(\d+)$/.exec(field)?.[1];
  return row === undefined ? field : `indicator-${row}-value`;
}
