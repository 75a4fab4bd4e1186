import type { AskedPair } from "../../app/match-list/list-answers.ts";
import { answerNames } from "../../domain/match-list/match-list.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { KindBadge } from "../ui/badges.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Pager } from "../ui/pager.tsx";

/** An answer that was sent and not taken, as it stood in its box. */
export interface RefusedAnswer {
  id: string;
  reason: string;
  error: AppError;
}

interface AnswersPageProps {
  asked: readonly AskedPair[];
  /** Why each pair was proposed, by what its reader sees of both. */
  reasons: readonly (readonly string[])[];
  refused: RefusedAnswer | null;
  /** After an answer: how many still wait; null before one. */
  saved: number | null;
  page: number;
  pages: number;
}

/** The pairs one's organisation is asked about: yes or no, with a reason the other side will read. */
export function AnswersPage({ asked, reasons, refused, saved, page, pages }: AnswersPageProps) {
  return (
    <>
      <h1>对接答复</h1>
      {saved === null ? null : (
        <Notice tone="good" title="已答复，并已转告对方">
          <p>{saved === 0 ? "没有别的对接等待您答复。" : `还有 ${saved} 项等待您答复，排在最前。`}</p>
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
          {asked.map((pair, at) => (
            <li class="panel" id={`${pair.answer.needId}-${pair.answer.targetId}`}>
              <Pair
                pair={pair}
                reasons={reasons[at]!}
                refused={refused?.id === pair.answer.id ? refused : null}
                page={page}
              />
            </li>
          ))}
        </ul>
      )}
      <Pager page={page} pages={pages} href={(number) => `/answers?page=${number}`} />
    </>
  );
}

interface PairProps {
  pair: AskedPair;
  reasons: readonly string[];
  refused: RefusedAnswer | null;
  page: number;
}

function Pair({ pair: { answer, listTitle, need, target, other }, reasons, refused, page }: PairProps) {
  const reason = `reason-${answer.id}`;
  const here = `${answer.needId}-${answer.targetId}`;
  return (
    <article>
      <p class="eyebrow">{listTitle}</p>
      <h2>
        <Named record={need} /> ↔ <Named record={target} />
      </h2>
      {reasons.length === 0 ? null : (
        <>
          <p class="answer-why">为什么推荐</p>
          <ul>
            {reasons.map((why) => (
              <li>{why}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        您的答复：<strong>{answerNames[answer.status]}</strong>
        {answer.reason === "" ? "" : `（${answer.reason}）`} · 对方：{answerNames[other]}
      </p>
      {refused === null ? null : (
        <Notice tone="bad" title="这一项没有保存">
          <p>{refused.error.code === "invalid_input" ? expectedIn(refused.error) : refused.error.message}</p>
        </Notice>
      )}
      <form method="post" action={`/answers/${answer.id}?page=${page}#${here}`} class="answer-form">
        <input type="hidden" name="version" value={String(answer.version)} />
        <label class="form-label" for={reason}>
          想说明的话（谢绝时必填，会转告对方）
        </label>
        <input
          class="form-control"
          id={reason}
          name="reason"
          maxlength={500}
          value={refused?.reason ?? answer.reason}
        />
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

function expectedIn({ issues, message }: AppError): string {
  return issues.map(({ expected }) => expected).join("；") || message;
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
