import type { ListName, ListsOfNeed } from "../../app/match-list/lists-of-need.ts";
import { matchListStatusNames } from "../../domain/match-list/match-list.ts";
import { RequestKey } from "../ui/request-key.tsx";

/** Pages of a need that the panel stands on. */
export type NeedPageName = "need" | "matches";

interface NeedListsPanelProps {
  needId: string;
  lists: ListsOfNeed;
  /** Where to go on after adding. */
  page: NeedPageName;
  newKey(): string;
}

/** For staff, on a need's page and on its matches: the match lists it stands on, and a way onto another. */
export function NeedListsPanel({ needId, lists: { holding, open }, page, newKey }: NeedListsPanelProps) {
  const action = `/needs/${needId}/lists`;
  return (
    <section class="text-block need-lists" id="lists" aria-labelledby="lists-head">
      <h2 id="lists-head">对接名单</h2>
      {holding.length === 0 ? (
        <p class="muted">这项需求还不在任何名单。</p>
      ) : (
        <ul class="plain-list">
          {holding.map((list) => (
            <Holding list={list} needId={needId} />
          ))}
        </ul>
      )}
      <details class="more" open={holding.length === 0}>
        <summary>加入{holding.length === 0 ? "" : "另一份"}对接名单</summary>
        {open.length === 0 ? null : (
          <form method="post" action={action} class="one-line-form">
            <RequestKey value={newKey()} />
            <input type="hidden" name="page" value={page} />
            <div class="form-field">
              <label class="form-label" for="list">
                编排中的名单
              </label>
              <select class="form-select" id="list" name="list">
                {open.map(({ id, title }) => (
                  <option value={id}>{title}</option>
                ))}
              </select>
            </div>
            <button class="btn btn-primary" type="submit">
              加入对接名单
            </button>
          </form>
        )}
        <form method="post" action={action} class="one-line-form">
          <RequestKey value={newKey()} />
          <input type="hidden" name="page" value={page} />
          <div class="form-field">
            <label class="form-label" for="list-title">
              {open.length === 0 ? "名单名称" : "或者新建一份"}
            </label>
            <input
              class="form-control"
              id="list-title"
              name="title"
              maxlength={80}
              required
              placeholder="例如：2026 年春季产学研对接会"
            />
          </div>
          <button class={`btn ${open.length === 0 ? "btn-primary" : "btn-outline-primary"}`} type="submit">
            新建名单并加入
          </button>
        </form>
      </details>
    </section>
  );
}

function Holding({ list: { id, title, status }, needId }: { list: ListName; needId: string }) {
  return (
    <li>
      <a href={`/lists/${id}`}>{title}</a> <span class="muted">{matchListStatusNames[status]}</span>{" "}
      <a href={`/lists/${id}/needs/${needId}`}>
        打开工作台<span class="visually-hidden">：{title}</span>
      </a>
    </li>
  );
}
