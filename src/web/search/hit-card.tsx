import type { Segment } from "../../app/match/match-view.ts";
import { rankedText } from "../../domain/matching/project-record.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { fieldText, regionText } from "../format/code-names.ts";
import { calendarText } from "../format/dates.ts";
import { moneyText } from "../format/money.ts";
import { KindBadge } from "../ui/badges.tsx";
import { Highlight } from "../ui/highlight.tsx";
import { hitCount, snippet } from "../ui/snippet.ts";

const snippetChars = 120;
const shownKeywords = 5;

/** Marks the query's words in a text. */
export type Marker = (text: string) => Segment[];

/** One search hit: what it is, who it belongs to, and the words that were found. */
export function HitCard({
  record,
  title,
  mark,
  lists,
  matches,
}: {
  record: AnyRecord;
  title: string;
  mark: Marker;
  lists: CodeLists;
  /** Offer its match lists. */
  matches: boolean;
}) {
  const href = `/${kindPaths[record.kind]}/${record.id}`;
  const meta = metaOf(record, lists);
  const excerpt = bestExcerpt(record, title, mark);
  return (
    <article class={`hit-card card-${record.kind}`}>
      <h2 class="hit-title">
        <KindBadge kind={record.kind} />
        <a href={href}>
          <Highlight segments={mark(title)} />
        </a>
      </h2>
      {meta.length === 0 ? null : (
        <p class="hit-meta">
          {meta.map((item) => (
            <span>
              <Highlight segments={mark(item)} />
            </span>
          ))}
        </p>
      )}
      {excerpt === null ? null : (
        <p class="hit-excerpt">
          <Highlight segments={excerpt} />
        </p>
      )}
      <div class="hit-foot">
        <ul class="chips" aria-label="关键词">
          {record.content.keywords.slice(0, shownKeywords).map((keyword) => (
            <li class="chip">
              <Highlight segments={mark(keyword)} />
            </li>
          ))}
        </ul>
        {matches ? (
          <a class="hit-action" href={`${href}/matches`}>
            {record.kind === "need" ? "看匹配的专家和成果" : "看匹配的需求"}
            <span class="visually-hidden">：{title}</span>
          </a>
        ) : null}
      </div>
    </article>
  );
}

function metaOf(record: AnyRecord, lists: CodeLists): string[] {
  const { content } = record;
  const region = regionText(lists, content.regionCode, content.regionText);
  const facts: (string | null)[] = [content.organizationName, region];
  if (record.kind === "need") {
    const { field, budgetFen, budgetNegotiable, deadline } = record.content;
    const money = moneyText(budgetFen, budgetNegotiable);
    facts.push(field === null ? null : fieldText(lists, field), money === null ? null : `预算 ${money}`);
    facts.push(deadline === null ? null : `${calendarText(deadline)}截止`);
  } else if (record.kind === "expert") {
    facts.unshift(record.content.title);
  } else {
    const { field, trl } = record.content;
    facts.push(field === null ? null : fieldText(lists, field), trl === null ? null : `成熟度 ${trl} 级`);
  }
  return facts.filter((fact) => fact !== null && fact !== "") as string[];
}

/** The passage with the most hits; the first one where nothing was hit. */
function bestExcerpt(record: AnyRecord, title: string, mark: Marker): Segment[] | null {
  const texts = rankedText(record.kind, record.content);
  const passages = [...(texts.topics ?? []), ...(texts.body ?? []), ...(texts.works ?? [])].filter(
    (text) => text !== title,
  );
  const marked = passages.slice(0, 40).map((text) => mark(text));
  let best = marked[0];
  for (const segments of marked) if (best !== undefined && hitCount(segments) > hitCount(best)) best = segments;
  return best === undefined ? null : snippet(best, snippetChars);
}
