import type { FactorPoints } from "../../app/match/match-view.ts";

const barHeight = 14;

/** The shown score as one bar of 100, cut into what each factor brought. The table beside it says the same in words. */
export function FactorBar({ points, shown }: { points: readonly FactorPoints[]; shown: number }) {
  let from = 0;
  const parts = points
    .filter((part) => part.points > 0)
    .map((part) => {
      const start = from;
      from += part.points;
      return { ...part, start };
    });
  const said = parts
    .map(
      (part) =>
        `${part.label} ${part.points} 分${part.unknown ? "（未知，按平均计）" : part.guessed ? "（推测）" : ""}`,
    )
    .join("，");
  return (
    <svg
      class="factor-bar"
      viewBox={`0 0 100 ${barHeight}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`匹配度 ${shown} 分：${said}`}
    >
      <rect class="bar-track" x="0" y="0" width="100" height={barHeight} />
      {parts.map(({ factor, start, points, unknown }) => (
        <rect
          class={`bar-part factor-${unknown ? "unknown" : factor}`}
          x={start}
          y="0"
          width={points}
          height={barHeight}
        />
      ))}
    </svg>
  );
}

/** Every factor's points with its reason, in the bar's order. */
export function FactorTable({ points, shown }: { points: readonly FactorPoints[]; shown: number }) {
  return (
    <table class="factor-table">
      <caption class="visually-hidden">匹配度 {shown} 分的构成</caption>
      <thead>
        <tr>
          <th scope="col">评价项</th>
          <th scope="col">得分</th>
          <th scope="col">依据</th>
        </tr>
      </thead>
      <tbody>
        {points.map((part) => (
          <tr>
            <th scope="row">
              <span class={`factor-key factor-${part.unknown ? "unknown" : part.factor}`} aria-hidden="true" />
              {part.label}
            </th>
            <td class="factor-points">{part.points}</td>
            <td>
              {part.unknown ? <span class="unknown-tag">未知，按平均计</span> : null}
              {part.guessed ? <span class="unknown-tag">推测</span> : null}
              {part.reason}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">合计</th>
          <td class="factor-points">{shown}</td>
          <td>满分 100</td>
        </tr>
      </tfoot>
    </table>
  );
}
