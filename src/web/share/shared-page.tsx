import type { SharedList } from "../../app/match-list/share/read-shared.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { fieldText } from "../format/code-names.ts";
import { dayText } from "../format/dates.ts";
import { KindBadge } from "../ui/badges.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** An approved list as those see it whom its link is for. */
export function SharedPage({ shared, lists }: { shared: SharedList; lists: CodeLists }) {
  const { title, number, approvedAt, expiresAt, audience, needs } = shared;
  return (
    <>
      <header class="record-head">
        <div>
          <p class="eyebrow">对接名单</p>
          <h1>{title}</h1>
          <p class="muted">
            第 {number} 版，{dayText(approvedAt)}审定；链接有效至{dayText(expiresAt)}。
            {audience === "public" ? "需求文本已脱敏，" : "只供指定单位查看，"}不含联系方式；有意对接请登录后申请。
          </p>
        </div>
      </header>
      {needs.length === 0 ? (
        <EmptyState title="目前没有可以显示的需求">
          <p>名单中的需求由企业决定是否公开，请向发给您链接的科技局询问。</p>
        </EmptyState>
      ) : (
        <ol class="answer-list">
          {needs.map(({ need, title, targets }, at) => (
            <li class="panel">
              <h2>
                {at + 1}. <a href={`/needs/${need.id}`}>{title === "" ? "（名称未公开）" : title}</a>
              </h2>
              <p class="muted">{aboutOf(need, lists)}</p>
              {targets.length === 0 ? (
                <p class="muted">推荐的专家和成果不在公开范围内。</p>
              ) : (
                <ul class="plain-list">
                  {targets.map(({ kind, id, title, organizationName }) => (
                    <li>
                      <KindBadge kind={kind} /> <a href={`/${kindPaths[kind]}/${id}`}>{title}</a>{" "}
                      <span class="muted">{organizationName}</span>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function aboutOf({ content: { field, keywords } }: SharedList["needs"][number]["need"], lists: CodeLists): string {
  return [...(field === null ? [] : [fieldText(lists, field)]), ...keywords].join("，");
}
