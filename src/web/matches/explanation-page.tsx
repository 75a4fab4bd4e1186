import type { MatchExplanation } from "../../app/match/match-view.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { kindLabels } from "../format/labels.ts";
import { BandChip, KindBadge } from "../ui/badges.tsx";
import { FactorBar, FactorTable } from "./factor-bar.tsx";
import { Gates, Reasons, Unknowns } from "./match-card.tsx";
import { NextSteps, Support } from "./next-steps.tsx";
import { Quotes } from "./quotes.tsx";

/** Passages per side on the full page: beyond that nobody reads on. */
const allPassages = 20;

/** Everything that is known about why one pair fits. */
export function ExplanationPage({ explanation }: { explanation: MatchExplanation }) {
  const { subject, item, support, questions, counterfactual } = explanation;
  const { target } = item;
  const subjectBase = `/${kindPaths[subject.kind]}/${subject.id}`;
  return (
    <article class="explanation">
      <nav class="trail" aria-label="所在位置">
        <a href={`${subjectBase}/matches?target=${kindPaths[target.kind]}`}>返回匹配名单</a>
      </nav>
      <h1>匹配依据</h1>
      <div class="pair">
        <p>
          <KindBadge kind={subject.kind} />
          <a href={subjectBase}>{subject.title}</a>
          <span class="muted">{subject.organizationName}</span>
        </p>
        <p>
          <KindBadge kind={target.kind} />
          <a href={`/${kindPaths[target.kind]}/${target.id}`}>{target.title}</a>
          <span class="muted">{target.organizationName}</span>
        </p>
      </div>
      <section class="panel">
        <h2 class="score-line">
          匹配度 <strong>{item.shown}</strong> <BandChip band={item.band} />
        </h2>
        <Gates gates={item.gates} />
        <FactorBar points={item.points} shown={item.shown} />
        <FactorTable points={item.points} shown={item.shown} />
        <p class="muted">
          {item.coverage.total} 项中已知 {item.coverage.known} 项。未知项按平均水平计分，不因空白加分或扣分。
        </p>
      </section>
      <NextSteps questions={questions} counterfactual={counterfactual} />
      <Support support={support} />
      <section class="panel">
        <h2>理由和原文</h2>
        <Reasons item={item} />
        <Quotes
          item={item}
          subjectName={kindLabels[subject.kind]}
          targetName={kindLabels[target.kind]}
          limit={allPassages}
          chars={null}
        />
        <Unknowns unknowns={item.unknowns} />
      </section>
    </article>
  );
}
