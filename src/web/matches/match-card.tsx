import type { MatchItemView, QuotedItemView } from "../../app/match/match-view.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { kindLabels } from "../format/labels.ts";
import { BandChip } from "../ui/badges.tsx";
import { FactorBar, FactorTable } from "./factor-bar.tsx";
import { Quotes } from "./quotes.tsx";

const quotesPerSide = 2;
const quoteChars = 110;

interface MatchCardProps {
  subjectKind: EntityKind;
  item: QuotedItemView;
  /** Page that explains this pair in full. */
  href: string;
}

/** One candidate: rank, score, why, and what to ask next. */
export function MatchCard({ subjectKind, item, href }: MatchCardProps) {
  const { target } = item;
  return (
    <article class="match-card">
      <div class="match-score">
        <span class="match-rank">第 {item.rank} 名</span>
        <span class="match-number">{item.shown}</span>
        <BandChip band={item.band} />
      </div>
      <div class="match-body">
        <h2 class="match-title">
          <a href={`/${kindPaths[target.kind]}/${target.id}`}>{target.title}</a>
        </h2>
        <p class="hit-meta">
          {[target.organizationName, target.regionName, target.number === null ? "" : `编号 ${target.number}`]
            .filter((fact) => fact !== "")
            .map((fact) => (
              <span>{fact}</span>
            ))}
        </p>
        <Gates gates={item.gates} />
        <FactorBar points={item.points} shown={item.shown} />
        <Reasons item={item} />
        <Quotes
          item={item}
          subjectName={kindLabels[subjectKind]}
          targetName={kindLabels[target.kind]}
          limit={quotesPerSide}
          chars={quoteChars}
        />
        <Unknowns unknowns={item.unknowns} />
        <div class="match-foot">
          <details class="more">
            <summary>
              得分构成（{item.coverage.total} 项中已知 {item.coverage.known} 项）
            </summary>
            <FactorTable points={item.points} shown={item.shown} />
          </details>
          <a href={href}>
            完整依据
            <span class="visually-hidden">：{target.title}</span>
          </a>
        </div>
      </div>
    </article>
  );
}

/** Why this pair must not simply be introduced. */
export function Gates({ gates }: Pick<MatchItemView, "gates">) {
  if (gates.length === 0) return null;
  return (
    <ul class="gates" aria-label="对接前须处理">
      {gates.map(({ label, reason }) => (
        <li>
          <strong>{label}</strong>：{reason}
        </li>
      ))}
    </ul>
  );
}

/** Reasons in words and the phrases found on both sides. */
export function Reasons({ item }: { item: MatchItemView }) {
  return (
    <div class="reasons">
      {item.reasons.length === 0 ? null : (
        <ul class="reason-list" aria-label="推荐理由">
          {item.reasons.map((reason) => (
            <li>{reason}</li>
          ))}
        </ul>
      )}
      {item.matched.length === 0 ? null : (
        <p class="matched">
          <span class="matched-label">两边都提到</span>
          {item.matched.map((phrase) => (
            <mark>{phrase}</mark>
          ))}
        </p>
      )}
    </div>
  );
}

/** What nobody said, so that it can be asked. */
export function Unknowns({ unknowns }: Pick<MatchItemView, "unknowns">) {
  if (unknowns.length === 0) return null;
  return (
    <p class="unknowns">
      <span class="unknown-tag">还不清楚</span>
      {unknowns.join("；")}
    </p>
  );
}
