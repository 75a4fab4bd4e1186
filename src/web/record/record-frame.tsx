import type { PropsWithChildren } from "hono/jsx";
import type { FieldChance } from "../../domain/field/field-guess.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { AnyRecord, RecordOf } from "../../domain/shared/record-content.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { dayText } from "../format/dates.ts";
import { kindLabels, sourceLabels, statusLabels, visibilityLabels } from "../format/labels.ts";
import { KindBadge } from "../ui/badges.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";

/** What a record's page is made of. */
export interface RecordPageProps<K extends EntityKind> {
  record: RecordOf<K>;
  lists: CodeLists;
  /** What its text tells of its field where it declares none. */
  guesses: readonly FieldChance[];
}

interface RecordFrameProps {
  record: AnyRecord;
  title: string;
  /** Line under the title: who and where. */
  byline: readonly string[];
  facts: readonly Fact[];
  actions: readonly { href: string; label: string; main?: boolean }[];
}

/** A record's page: name, actions, its own words, and a column of facts. */
export function RecordFrame({ record, title, byline, facts, actions, children }: PropsWithChildren<RecordFrameProps>) {
  const standing: Fact[] = [
    ["编号", record.number],
    ["状态", statusLabels[record.status]],
    ["可见范围", visibilityLabels[record.visibility]],
    ["来源", sourceLabels[record.source]],
    ["登记日期", dayText(record.createdAt)],
    ["最近更新", dayText(record.updatedAt)],
    ["最近确认", record.confirmedAt === null ? null : dayText(record.confirmedAt)],
  ];
  return (
    <article class={`record record-${record.kind}`}>
      <nav class="trail" aria-label="所在位置">
        <a href={`/search?kind=${record.kind}`}>{kindLabels[record.kind]}</a>
      </nav>
      <header class="record-head">
        <div>
          <h1>
            <KindBadge kind={record.kind} />
            {title}
          </h1>
          <p class="hit-meta">
            {byline
              .filter((item) => item !== "")
              .map((item) => (
                <span>{item}</span>
              ))}
          </p>
        </div>
        <p class="actions">
          {actions.map(({ href, label, main }) => (
            <a
              class={`btn ${main === true ? "btn-primary" : "btn-outline-primary"}`}
              href={`/${kindPaths[record.kind]}/${record.id}${href}`}
            >
              {label}
            </a>
          ))}
        </p>
      </header>
      <div class="record-columns">
        <div class="record-main">{children}</div>
        <aside class="record-side" aria-label="基本信息">
          <Facts facts={facts} />
          <Facts facts={standing} />
        </aside>
      </div>
    </article>
  );
}
