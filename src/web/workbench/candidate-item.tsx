import type { Workbench, WorkbenchCandidate } from "../../app/match-list/open-workbench.ts";
import { excludeReasons } from "../../domain/matching/decision.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { kindLabels } from "../format/labels.ts";
import { FactorBar, FactorTable } from "../matches/factor-bar.tsx";
import { Gates, Reasons, Unknowns } from "../matches/match-card.tsx";
import { Quotes } from "../matches/quotes.tsx";
import { BandChip, KindBadge } from "../ui/badges.tsx";
import { ExcludeForm, NoteForm, StepButton, StepForm } from "./step-form.tsx";

const quoteChars = 90;

interface CandidateItemProps {
  bench: Workbench;
  /** Path of the sheet. */
  base: string;
  candidate: WorkbenchCandidate;
  /** The list is frozen: nothing can be done now. */
  frozen: boolean;
}

/** One candidate with its reasons and what can be done about it. */
export function CandidateItem({ bench, base, candidate, frozen }: CandidateItemProps) {
  const { target, title, organizationName, match, entry, place, gone } = candidate;
  const { id: needId } = bench.need;
  const step = { base, version: bench.state.version, candidate };
  const settled = entry?.state === "excluded";
  return (
    <li
      class={`candidate ${settled ? "candidate-out" : ""}`}
      data-candidate={`${target.kind}:${target.id}`}
      tabindex={-1}
    >
      <div class="candidate-head">
        {place === null ? null : (
          <span class="candidate-place">
            <span class="visually-hidden">名单第 </span>
            {place}
            <span class="visually-hidden"> 位</span>
          </span>
        )}
        <h3>
          <KindBadge kind={target.kind} />
          {gone ? title : <a href={`/${kindPaths[target.kind]}/${target.id}`}>{title}</a>}
        </h3>
        <span class="muted">{organizationName}</span>
        {match === null ? (
          <span class="chip">{entry?.byHand ? "手工加入" : "不在推荐名单"}</span>
        ) : (
          <span class="candidate-score">
            <strong>{match.shown}</strong>
            <BandChip band={match.band} />
            <span class="muted">第 {match.rank} 名</span>
          </span>
        )}
        {entry?.pinned ? <span class="chip">已固定</span> : null}
      </div>
      {settled ? (
        <p class="candidate-reason">
          已排除：{excludeReasons[entry.reason!].label}
          {entry.note === "" ? "" : `（${entry.note}）`}
        </p>
      ) : entry !== null && entry.note !== "" ? (
        <p class="candidate-note">备注：{entry.note}</p>
      ) : null}
      {match === null || settled ? null : (
        <>
          <Gates gates={match.gates} />
          <FactorBar points={match.points} shown={match.shown} />
          <details class="more" open={place === null}>
            <summary>理由和原文</summary>
            <Reasons item={match} />
            <Quotes item={match} subjectName="需求" targetName={kindLabels[target.kind]} limit={1} chars={quoteChars} />
            <Unknowns unknowns={match.unknowns} />
            <details class="more">
              <summary>得分构成</summary>
              <FactorTable points={match.points} shown={match.shown} />
            </details>
            <a href={`/needs/${needId}/matches/${kindPaths[target.kind]}/${target.id}`}>完整依据</a>
          </details>
        </>
      )}
      {frozen ? null : (
        <div class="candidate-steps">
          {place === null ? (
            <StepForm {...step}>
              <StepButton
                action={match === null && !settled ? "add" : "include"}
                label="选入"
                shortcut="i"
                of={title}
                strong
              />
              {settled ? <StepButton action="clear" label="取消排除" shortcut="c" of={title} /> : null}
            </StepForm>
          ) : (
            <StepForm {...step}>
              {place > 1 ? (
                <StepButton action="move" place={place - 1} label="上移" shortcut="Alt+ArrowUp" of={title} />
              ) : null}
              {place < bench.included.length ? (
                <StepButton action="move" place={place + 1} label="下移" shortcut="Alt+ArrowDown" of={title} />
              ) : null}
              <StepButton
                action={entry!.pinned ? "unpin" : "pin"}
                label={entry!.pinned ? "取消固定" : "固定"}
                shortcut="p"
                of={title}
              />
              <StepButton action="clear" label="移出" shortcut="c" of={title} />
            </StepForm>
          )}
          {settled ? null : <ExcludeForm {...step} />}
          <NoteForm {...step} />
          <label class="compare-pick">
            <input type="checkbox" name="c" value={`${target.kind}:${target.id}`} form="compare" /> 比较
          </label>
        </div>
      )}
    </li>
  );
}
