import type { Workbench } from "../../app/match-list/open-workbench.ts";
import { matchListCan, matchListStatusNames } from "../../domain/match-list/match-list.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { minuteText } from "../format/dates.ts";
import { kindLabels } from "../format/labels.ts";
import { ScoreHint } from "../matches/score-hint.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { CandidateItem } from "./candidate-item.tsx";
import { NeedPanel } from "./need-panel.tsx";
import { Shortcuts } from "./shortcuts.tsx";

export interface WorkbenchPageProps {
  bench: Workbench;
  lists: CodeLists;
  /** A step that was refused, told above the candidates. */
  failure: AppError | null;
}

/** The match workbench: the need on the left, its candidates on the right. The island swaps `#workbench` for what the
 * server sends; without it every step is an ordinary form. */
export function WorkbenchPage({ bench, lists, failure }: WorkbenchPageProps) {
  const { list, need, targetKind, state, included, others, found, run } = bench;
  const base = `/lists/${list.id}/needs/${need.id}`;
  const here = `${base}?target=${kindPaths[targetKind]}`;
  const frozen = !matchListCan("curate", list.status);
  return (
    <div
      id="workbench"
      class="workbench"
      data-list={list.id}
      data-need={need.id}
      data-version={state.version}
      data-here={here}
    >
      <nav class="trail" aria-label="所在位置">
        <a href="/lists">对接名单</a>
        <a href={`/lists/${list.id}`}>{list.title}</a>
        <span class="chip">{matchListStatusNames[list.status]}</span>
        <Walk bench={bench} />
      </nav>
      <div class="workbench-body">
        <NeedPanel need={need} lists={lists} />
        <section class="workbench-candidates" aria-label="候选">
          <p class="bench-live" role="status" data-live>
            {state.version === 0
              ? "还没有人处理"
              : `第 ${state.version} 步，${bench.updatedBy}，${minuteText(state.updatedAt)}`}
          </p>
          <p class="bench-people muted" data-people hidden />
          {failure === null ? null : (
            <Notice
              tone="warn"
              title={failure.code === "stale_version" ? "别人刚改过，您的操作没有执行" : "这一步没有执行"}
            >
              <p data-failure>{failure.message}</p>
              {failure.code === "stale_version" ? <p>下面已是最新内容，请看过后再操作。</p> : null}
            </Notice>
          )}
          {frozen ? (
            <Notice tone="info" title={`名单${matchListStatusNames[list.status]}，候选不能再改`}>
              <p>
                要修改请先在<a href={`/lists/${list.id}`}>名单页</a>重新编排。
              </p>
            </Notice>
          ) : (
            <History bench={bench} base={base} />
          )}
          <h2>
            名单中<span class="count">{included.length}</span>
            <ScoreHint />
          </h2>
          {included.length === 0 ? (
            <EmptyState title="还没有选入候选">
              <p>在下面的推荐里按“选入”（快捷键 I）。</p>
            </EmptyState>
          ) : (
            <ol class="candidate-list" data-sortable={frozen ? undefined : "true"}>
              {included.map((candidate) => (
                <CandidateItem bench={bench} base={base} candidate={candidate} frozen={frozen} />
              ))}
            </ol>
          )}
          <nav class="tabs" aria-label="候选类别">
            {(["expert", "achievement"] as const).map((kind) => (
              <a
                href={`${base}?target=${kindPaths[kind]}`}
                aria-current={kind === targetKind ? "page" : undefined}
                data-key={kind === "expert" ? "1" : "2"}
              >
                推荐{kindLabels[kind]}
              </a>
            ))}
          </nav>
          {run === null ? (
            <Notice tone="warn" title="推荐名单暂时算不出来">
              <p>检索服务没有回应；已选入的候选照常可以调整。</p>
            </Notice>
          ) : run.stale === null ? null : (
            <p class="muted">推荐名单可能已过时：{run.stale.label}</p>
          )}
          <ol class="candidate-list">
            {others.map((candidate) => (
              <CandidateItem bench={bench} base={base} candidate={candidate} frozen={frozen} />
            ))}
          </ol>
          {others.length === 0 ? <p class="muted">没有更多推荐。</p> : null}
          <form id="compare" class="compare-bar" method="get" action={`${base}/compare`}>
            <button class="btn btn-outline-primary" type="submit">
              比较勾选的 2–4 个
            </button>
          </form>
          {frozen ? null : (
            <section class="panel by-hand" id="by-hand" aria-label="手工添加">
              <h2>手工添加{kindLabels[targetKind]}</h2>
              <form method="get" action={`${base}#by-hand`} class="by-hand-form">
                <input type="hidden" name="target" value={kindPaths[targetKind]} />
                <label class="visually-hidden" for="find">
                  查找{kindLabels[targetKind]}
                </label>
                <input
                  class="form-control"
                  id="find"
                  name="find"
                  type="search"
                  maxlength={200}
                  value={found?.query ?? ""}
                  placeholder="姓名、单位、方向"
                />
                <button class="btn btn-outline-primary" type="submit">
                  查找
                </button>
              </form>
              {found === null ? null : found.records.length === 0 ? (
                <p class="muted">没有找到“{found.query}”，请换一个词。</p>
              ) : (
                <ol class="candidate-list">
                  {found.records.map((candidate) => (
                    <CandidateItem bench={bench} base={base} candidate={candidate} frozen={frozen} />
                  ))}
                </ol>
              )}
            </section>
          )}
          <Shortcuts />
        </section>
      </div>
    </div>
  );
}

/** From need to need: the batch mode. */
function Walk({ bench: { list, need, needIds, targetKind } }: { bench: Workbench }) {
  const at = needIds.indexOf(need.id);
  const link = (to: number, label: string, key: string) => {
    const next = needIds[to];
    if (next === undefined) return <span class="btn btn-outline-primary btn-sm disabled">{label}</span>;
    return (
      <a
        class="btn btn-outline-primary btn-sm"
        href={`/lists/${list.id}/needs/${next}?target=${kindPaths[targetKind]}`}
        data-key={key}
        aria-keyshortcuts={key}
      >
        {label}
      </a>
    );
  };
  return (
    <span class="walk">
      {link(at - 1, "上一需求 K", "k")}
      <span class="walk-place">
        {at + 1} / {needIds.length}
      </span>
      {link(at + 1, "下一需求 J", "j")}
    </span>
  );
}

function History({ bench: { state }, base }: { bench: Workbench; base: string }) {
  return (
    <form class="history" method="post" action={`${base}/history`}>
      <input type="hidden" name="version" value={state.version} />
      <button
        type="submit"
        class="btn btn-outline-primary btn-sm"
        name="direction"
        value="undo"
        data-key="u"
        disabled={state.undo.length === 0}
      >
        撤销<span class="count">{state.undo.length}</span>
      </button>
      <button
        type="submit"
        class="btn btn-outline-primary btn-sm"
        name="direction"
        value="redo"
        data-key="r"
        disabled={state.redo.length === 0}
      >
        重做<span class="count">{state.redo.length}</span>
      </button>
    </form>
  );
}
