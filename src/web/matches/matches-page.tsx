import type { MatchView } from "../../app/match/match-view.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { kindPaths, matchTargets } from "../../http/kind-paths.ts";
import { minuteText } from "../format/dates.ts";
import { kindLabels } from "../format/labels.ts";
import { KindBadge } from "../ui/badges.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { MatchCard } from "./match-card.tsx";
import { ScoreHint } from "./score-hint.tsx";

/** Lengths a list may be asked for. */
export const listLengths = [10, 20, 50] as const;

interface MatchesPageProps {
  view: MatchView;
  limit: number;
  /** The panel of match lists stands on the page. */
  mayList: boolean;
}

/** Ranked candidates of one record. */
export function MatchesPage({ view, limit, mayList }: MatchesPageProps) {
  const { subject, targetKind, run, items } = view;
  const base = `/${kindPaths[subject.kind]}/${subject.id}`;
  const here = `${base}/matches?target=${kindPaths[targetKind]}`;
  return (
    <div class="matches-page">
      <nav class="trail" aria-label="所在位置">
        <a href={base}>返回{kindLabels[subject.kind]}</a>
      </nav>
      <header class="record-head">
        <div>
          <p class="eyebrow">
            匹配{kindLabels[targetKind]}
            {subject.number === null ? "" : ` · ${kindLabels[subject.kind]}编号 ${subject.number}`}
          </p>
          <h1>
            <KindBadge kind={subject.kind} />
            {subject.title}
          </h1>
          <p class="hit-meta">
            {[subject.organizationName, subject.regionName]
              .filter((fact) => fact !== "")
              .map((fact) => (
                <span>{fact}</span>
              ))}
          </p>
        </div>
        {mayList ? (
          <p class="actions">
            <a class="btn btn-outline-primary" href="#lists">
              加入对接名单
            </a>
          </p>
        ) : null}
      </header>
      <TargetTabs subjectKind={subject.kind} targetKind={targetKind} base={base} />
      <RunState run={run} here={here} base={base} targetKind={targetKind} />
      {items.length === 0 ? (
        <EmptyState title={run.pending ? "正在计算匹配结果" : `还没有可推荐的${kindLabels[targetKind]}`}>
          {run.pending ? (
            <p>
              <a class="btn btn-primary" href={here}>
                刷新
              </a>
            </p>
          ) : (
            <p>
              把问题、关键技术或研究方向写得更具体，再回来看；也可以
              <a href={`/search?kind=${targetKind}`}>自己查找{kindLabels[targetKind]}</a>。
            </p>
          )}
        </EmptyState>
      ) : (
        <>
          <ol class="match-list">
            {items.map((item) => (
              <li>
                <MatchCard
                  subjectKind={subject.kind}
                  item={item}
                  href={`${base}/matches/${kindPaths[targetKind]}/${item.target.id}`}
                />
              </li>
            ))}
          </ol>
          <Lengths here={here} limit={limit} shown={items.length} />
        </>
      )}
    </div>
  );
}

function TargetTabs({
  subjectKind,
  targetKind,
  base,
}: {
  subjectKind: EntityKind;
  targetKind: EntityKind;
  base: string;
}) {
  const targets = matchTargets[subjectKind];
  if (targets.length < 2) return null;
  return (
    <nav class="tabs" aria-label="匹配对象">
      {targets.map((kind) => (
        <a href={`${base}/matches?target=${kindPaths[kind]}`} aria-current={kind === targetKind ? "page" : undefined}>
          {kindLabels[kind]}
        </a>
      ))}
    </nav>
  );
}

function RunState(props: { run: MatchView["run"]; here: string; base: string; targetKind: EntityKind }) {
  const { run, here, base, targetKind } = props;
  return (
    <>
      {run.stale === null ? null : (
        <Notice tone="warn" title="这份名单可能已过时">
          <p>
            {run.stale.label}。{run.pending ? "新的名单正在计算，稍后刷新即可看到。" : ""}
          </p>
        </Notice>
      )}
      <div class="run-state">
        <p class="muted">
          {minuteText(run.createdAt)}计算 · 权重 {run.weightsVersion} · 索引 {run.indexVersion}
        </p>
        <p class="muted">“匹配度”是比对得分，不是成功概率；高、中、低按全库分布划分。</p>
        <ScoreHint />
        {run.stale === null ? null : run.pending ? (
          <a class="btn btn-outline-primary" href={here}>
            刷新
          </a>
        ) : (
          <form method="post" action={`${base}/matches`}>
            <input type="hidden" name="target" value={kindPaths[targetKind]} />
            <button class="btn btn-outline-primary" type="submit">
              重新计算
            </button>
          </form>
        )}
      </div>
    </>
  );
}

function Lengths({ here, limit, shown }: { here: string; limit: number; shown: number }) {
  return (
    <p class="lengths">
      <span>显示前</span>
      {listLengths.map((length) => (
        <a href={`${here}&limit=${length}`} aria-current={length === limit ? "true" : undefined}>
          {length}
        </a>
      ))}
      <span>名（当前 {shown} 名）</span>
    </p>
  );
}
