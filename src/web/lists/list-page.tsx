import type { ListOverview } from "../../app/match-list/list-overview.ts";
import { matchListCan, matchListStatusNames } from "../../domain/match-list/match-list.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { ListFailure } from "./list-failure.tsx";
import { ListMoves } from "./list-moves.tsx";
import { ListVersions } from "./list-versions.tsx";
import { NeedTable } from "./need-table.tsx";

/** More names would hide the list. */
const namedWithoutAccount = 10;

/** One match list: its needs, its state, its versions and the answers. */
export function ListPage({ overview, failure }: { overview: ListOverview; failure: AppError | null }) {
  const { list, needs, withoutAccount } = overview;
  const open = matchListCan("curate", list.status);
  const filled = needs.filter(({ included }) => included > 0).length;
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href="/lists">对接名单</a>
      </nav>
      <header class="record-head">
        <div>
          <p class="eyebrow">{matchListStatusNames[list.status]}</p>
          <h1>{list.title}</h1>
          {list.note === "" ? null : <p class="muted">{list.note}</p>}
        </div>
        <ListMoves overview={overview} />
      </header>
      {failure === null ? null : <ListFailure overview={overview} failure={failure} />}
      {withoutAccount.length === 0 ? null : (
        <Notice tone="warn" title={`${withoutAccount.length} 家单位还没有账号，发送后没有人能答复`}>
          <p>
            {withoutAccount.slice(0, namedWithoutAccount).join("、")}
            {withoutAccount.length > namedWithoutAccount ? "等" : ""}
            。可以先请他们注册；也可以照常发送，电话问过后在“答复统计”里代为填写。
          </p>
        </Notice>
      )}
      <section class="panel">
        <div class="section-head">
          <h2>
            需求<span class="count">{needs.length}</span>
          </h2>
          <span class="muted">
            {filled} 项已选候选，{needs.length - filled} 项还没有
          </span>
        </div>
        {needs.length === 0 ? (
          <EmptyState title="名单里还没有需求">
            <p>{open ? "在下面加入需求，再为每项需求选专家和成果。" : "名单已经审定或结束，不再加入需求。"}</p>
          </EmptyState>
        ) : (
          <NeedTable overview={overview} open={open} />
        )}
        {open ? (
          <p>
            <a class="btn btn-outline-primary" href={`/lists/${list.id}/add`}>
              加入需求
            </a>
          </p>
        ) : null}
      </section>
      <ListVersions overview={overview} open={open} />
    </>
  );
}
