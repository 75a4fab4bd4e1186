import type { AskedPair } from "../../app/match-list/list-answers.ts";
import { answerNames } from "../../domain/match-list/match-list.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { KindBadge } from "../ui/badges.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Pager } from "../ui/pager.tsx";

/** The pairs one's organisation is asked about: yes or no, with a reason the other side will read. */
export function AnswersPage({
  asked,
  failure,
  page,
  pages,
}: {
  asked: readonly AskedPair[];
  failure: AppError | null;
  page: number;
  pages: number;
}) {
  return (
    <>
      <h1>对接答复</h1>
      {failure === null ? null : (
        <Notice tone="bad" title={failure.message}>
          <p>{failure.issues.map(({ expected }) => expected).join("；")}</p>
        </Notice>
      )}
      {asked.length === 0 ? null : (
        <p>
          <a href="/handbooks">生成本单位的对接手册</a>
        </p>
      )}
      {asked.length === 0 ? (
        <EmptyState title="现在没有等待答复的对接">
          <p>科技局发出对接名单后，会在这里请您逐项答复。</p>
        </EmptyState>
      ) : (
        <ul class="answer-list">
          {asked.map((pair) => (
            <li class="panel">
              <Pair pair={pair} />
            </li>
          ))}
        </ul>
      )}
      <Pager page={page} pages={pages} href={(number) => `/answers?page=${number}`} />
    </>
  );
}

function Pair({ pair: { answer, listTitle, need, target, other } }: { pair: AskedPair }) {
  const reason = `reason-${answer.id}`;
  return (
    <article>
      <p class="eyebrow">{listTitle}</p>
      <h2>
        <Named record={need} /> ↔ <Named record={target} />
      </h2>
      <p>
        您的答复：<strong>{answerNames[answer.status]}</strong>
        {answer.reason === "" ? "" : `（${answer.reason}）`} · 对方：{answerNames[other]}
      </p>
      <form method="post" action={`/answers/${answer.id}`} class="answer-form">
        <label class="form-label" for={reason}>
          想说明的话（谢绝时必填，会转告对方）
        </label>
        <input class="form-control" id={reason} name="reason" maxlength={500} value={answer.reason} />
        <div class="actions">
          <button class="btn btn-primary" type="submit" name="status" value="accepted">
            同意对接
          </button>
          <button class="btn btn-outline-primary" type="submit" name="status" value="declined">
            谢绝
          </button>
        </div>
      </form>
    </article>
  );
}

function Named({ record }: { record: AnyRecord | null }) {
  if (record === null) return <span class="muted">（资料已撤回）</span>;
  return (
    <>
      <KindBadge kind={record.kind} />
      <a href={`/${kindPaths[record.kind]}/${record.id}`}>{recordTitle(record.kind, record.content as never)}</a>
    </>
  );
}
