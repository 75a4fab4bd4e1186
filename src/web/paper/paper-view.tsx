import { isFirstLevel } from "../../domain/paper/notice.ts";
import type { Block, Paper, PaperFact, PaperSection } from "../../domain/paper/paper.ts";

/** A document as HTML for A4: what the print style lays out in pages. */
export function PaperView({ paper, making }: { paper: Paper; making: readonly PaperFact[] }) {
  const official = paper.layout === "official";
  return (
    <article class={`paper ${official ? "paper-official" : "paper-book"}`} aria-label={paper.title}>
      {official ? null : (
        <header class="paper-head">
          <h1>{paper.title}</h1>
          <p>
            {[...paper.facts, ...making].map(([label, value]) => (
              <span>
                {label}：{value}
              </span>
            ))}
          </p>
        </header>
      )}
      {paper.sections.map((section) => (
        <Section section={section} />
      ))}
    </article>
  );
}

function Section({ section: { heading, level, startsPage, blocks } }: { section: PaperSection }) {
  const style = `paper-section${startsPage ? " paper-new-page" : ""}`;
  return (
    <section class={style}>
      {heading === null ? null : level === 1 ? <h2 class="paper-group">{heading}</h2> : <h3>{heading}</h3>}
      {blocks.map((block) => (
        <BlockView block={block} />
      ))}
    </section>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return block.level === 2 ? <h4>{block.text}</h4> : <h5>{block.text}</h5>;
    case "paragraph":
      return <Paragraph role={block.role} text={block.text} />;
    case "facts":
      return (
        <dl class="paper-facts">
          {block.rows.map(([label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      );
    case "items":
      return (
        <ul class="paper-items">
          {block.items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      );
    case "table":
      return <PaperTable block={block} />;
  }
}

/** Each line of the author's is a paragraph, so that pages break between and within them. */
function Paragraph({ role, text }: { role: Extract<Block, { kind: "paragraph" }>["role"]; text: string }) {
  if (isFirstLevel(text)) return <p class="official-heading">{text}</p>;
  if (role === "title") return <h1 class="official-title">{text}</h1>;
  if (role !== undefined) return <p class={`official-${role}`}>{text}</p>;
  return (
    <>
      {text.split(/\r\n|\r|\n/).map((line) => (
        <p class="paper-text">{line}</p>
      ))}
    </>
  );
}

function PaperTable({ block: { columns, rows } }: { block: Extract<Block, { kind: "table" }> }) {
  return (
    <table class="paper-table">
      <colgroup>
        {columns.map(({ share }) => (
          <col width={`${share}%`} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ header }) => (
            <th scope="col">{header}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
