import type { ListOverview, PairAnswers } from "../../app/match-list/list-overview.ts";
import type { PairChange } from "../../domain/match-list/listed-pair.ts";
import { answerNames, matchListCan, matchListStatusNames } from "../../domain/match-list/match-list.ts";
import { includedOf } from "../../domain/match-list/sheet.ts";
import { needTitle } from "../../domain/need/need.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { minuteText } from "../format/dates.ts";
import { kindLabels } from "../format/labels.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";

const changeNames: Record<PairChange["change"], string> = {
  added: "新增",
  removed: "移出",
  moved: "调整次序",
  noted: "改备注",
};

/** One match list: its needs, its state, its versions and the answers. */
export function ListPage({ overview, failure }: { overview: ListOverview; failure: AppError | null }) {
  const { list, needs, versions, changes } = overview;
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
        <Moves overview={overview} />
      </header>
      {failure === null ? null : (
        <Notice tone="bad" title={failure.message}>
          {failure.issues.length === 0 ? null : (
            <ul class="plain-list">
              {failure.issues.map(({ where, found, fix }) => (
                <li>
                  <strong>{where}</strong>：{found}。{fix}
                </li>
              ))}
            </ul>
          )}
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
            <p>在下面加入需求。</p>
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
      {versions.length === 0 ? null : (
        <section class="panel">
          <h2>版本</h2>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">版本</th>
                <th scope="col">对接</th>
                <th scope="col">审定</th>
                <th scope="col">发送</th>
                <th scope="col">分享</th>
              </tr>
            </thead>
            <tbody>
              {versions.map(({ number, pairs, approvedByName, approvedAt, sentAt }) => (
                <tr>
                  <th scope="row">
                    <a href={`/lists/${list.id}/versions/${number}`}>第 {number} 版</a>
                  </th>
                  <td>{pairs.length}</td>
                  <td>
                    {approvedByName}，{minuteText(approvedAt)}
                  </td>
                  <td>{sentAt === null ? "未发送" : minuteText(sentAt)}</td>
                  <td>
                    <a href={`/lists/${list.id}/versions/${number}/share`}>
                      复制文字、建立链接<span class="visually-hidden">：第 {number} 版</span>
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {changes === null || changes.length === 0 ? null : (
            <details class="more" open={open}>
              <summary>
                与第 {versions[0]!.number} 版相比有 {changes.length} 处不同
              </summary>
              <Changes changes={changes} />
            </details>
          )}
        </section>
      )}
    </>
  );
}

/** What differs between two versions, pair by pair. */
export function Changes({ changes }: { changes: readonly PairChange[] }) {
  return (
    <ul class="plain-list">
      {changes.map(({ change, pair, fromPlace }) => (
        <li>
          <strong>{changeNames[change]}</strong> {pair.needTitle}：{kindLabels[pair.target.kind]}“{pair.targetTitle}”
          {change === "moved" ? `（第 ${fromPlace} → 第 ${pair.place} 位）` : ""}
        </li>
      ))}
    </ul>
  );
}

function NeedTable({ overview, open }: { overview: ListOverview; open: boolean }) {
  const { list, needs, answers } = overview;
  return (
    <div class="table-scroll">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">需求</th>
            <th scope="col">单位</th>
            <th scope="col">候选</th>
            {list.status === "sent" ? <th scope="col">答复</th> : null}
            {open ? <th scope="col">操作</th> : null}
          </tr>
        </thead>
        <tbody>
          {needs.map(({ need, sheet, included }) => (
            <tr>
              <th scope="row">
                <a href={`/lists/${list.id}/needs/${need.id}`}>{needTitle(need.content)}</a>
              </th>
              <td>{need.content.organizationName}</td>
              <td>{included === 0 ? <span class="unknown-tag">未选</span> : included}</td>
              {list.status === "sent" ? (
                <td>
                  {includedOf(sheet).map(({ target }) => (
                    <AnswerLine pair={answers.get(`${need.id} ${target.id}`)} />
                  ))}
                </td>
              ) : null}
              {open ? (
                <td>
                  <form method="post" action={`/lists/${list.id}/needs`}>
                    <button class="btn btn-outline-primary btn-sm" name="remove" value={need.id} type="submit">
                      移出<span class="visually-hidden">：{needTitle(need.content)}</span>
                    </button>
                  </form>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AnswerLine({ pair }: { pair: PairAnswers | undefined }) {
  if (pair === undefined) return null;
  const said = (side: PairAnswers["need"]) =>
    side === null ? "—" : `${answerNames[side.status]}${side.reason === "" ? "" : `（${side.reason}）`}`;
  return (
    <p class="answer-line">
      企业{said(pair.need)} · 对方{said(pair.counterpart)}
    </p>
  );
}

function Moves({ overview: { list, needs } }: { overview: ListOverview }) {
  const first = needs.find(({ included }) => included === 0) ?? needs[0];
  const button = (action: string, label: string, style: string) => (
    <form method="post" action={`/lists/${list.id}/${action}`}>
      <button class={`btn ${style}`} type="submit">
        {label}
      </button>
    </form>
  );
  return (
    <div class="actions">
      <a class="btn btn-outline-primary" href={`/lists/${list.id}/paper`}>
        打印与导出
      </a>
      {matchListCan("curate", list.status) && first !== undefined ? (
        <a class="btn btn-primary" href={`/lists/${list.id}/needs/${first.need.id}?target=${kindPaths.expert}`}>
          打开工作台
        </a>
      ) : null}
      {list.status === "sent" || list.status === "closed" ? (
        <a class="btn btn-outline-primary" href={`/lists/${list.id}/statistics`}>
          答复统计
        </a>
      ) : null}
      {matchListCan("approve", list.status) ? button("approve", "审定本版", "btn-outline-primary") : null}
      {matchListCan("send", list.status) ? button("send", "发送给双方", "btn-primary") : null}
      {matchListCan("reopen", list.status) ? button("reopen", "重新编排", "btn-outline-primary") : null}
      {matchListCan("close", list.status) ? button("close", "结束", "btn-outline-primary") : null}
    </div>
  );
}
