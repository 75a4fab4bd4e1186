import { entityKinds, entityNames } from "../../domain/shared/entity.ts";
import type { Guide, GuideStep } from "./guide.ts";
import { guides } from "./guides.ts";
import { sampleFiles, tour } from "./tour.ts";

/** Guides, files to fill in and to try. */
export function HelpPage({ demo }: { demo: boolean }) {
  return (
    <>
      <h1>办事指南</h1>
      <ul class="guide-cards">
        {guides.map(({ name, title, intro }) => (
          <li>
            <a class="big-action" href={`/help/${name}`}>
              <strong>{title}</strong>
              <span>{intro}</span>
            </a>
          </li>
        ))}
        {demo ? (
          <li>
            <a class="big-action" href="/help/tour">
              <strong>带您走一遍演示</strong>
              <span>{tour.length} 步，从检索到双方答复。</span>
            </a>
          </li>
        ) : null}
      </ul>
      <section class="panel">
        <h2>填报模板</h2>
        <p class="muted">带下拉选项和填写说明；一行只要有名称或描述就能用。</p>
        <ul class="plain-list">
          {entityKinds.map((kind) => (
            <li>
              <a href={`/help/templates/${kind}.xlsx`}>{entityNames[kind]}模板（.xlsx）</a>
            </li>
          ))}
        </ul>
      </section>
      <section class="panel">
        <h2>样表</h2>
        <p class="muted">单位、人员和数值均为虚构，可以用来试导入和匹配。</p>
        <ul class="plain-list">
          {sampleFiles.map(({ asset, file, label }) => (
            <li>
              <a href={`/assets/${asset}`} download={file}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** One guide: steps in order, then what people ask. */
export function GuidePage({ guide: { title, intro, steps, questions } }: { guide: Guide }) {
  return (
    <>
      <HelpTrail />
      <h1>{title}</h1>
      <p>{intro}</p>
      <Steps steps={steps} />
      <section class="panel">
        <h2>常见问题</h2>
        {questions.map(([question, answer]) => (
          <details class="more">
            <summary>{question}</summary>
            <p>{answer}</p>
          </details>
        ))}
      </section>
    </>
  );
}

/** The demo, shown to somebody who sees it for the first time. */
export function TourPage({ steps }: { steps: readonly GuideStep[] }) {
  return (
    <>
      <HelpTrail />
      <h1>带您走一遍演示</h1>
      <p>约五分钟。数据均为虚构，随意操作；删掉数据目录再启动，就回到开头。</p>
      <Steps steps={steps} />
    </>
  );
}

function HelpTrail() {
  return (
    <nav class="trail" aria-label="所在位置">
      <a href="/help">办事指南</a>
    </nav>
  );
}

function Steps({ steps }: { steps: readonly GuideStep[] }) {
  return (
    <ol class="guide-steps">
      {steps.map(({ title, said }) => (
        <li class="panel">
          <h2>{title}</h2>
          <p>{said.map((part) => (typeof part === "string" ? part : <a href={part.href}>{part.text}</a>))}</p>
        </li>
      ))}
    </ol>
  );
}
