import type { OwnList } from "../../app/paper/own-handbook.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { TextBox } from "../ui/form-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { RequestKey } from "../ui/request-key.tsx";

interface HandbooksPageProps {
  lists: readonly OwnList[];
  failure: AppError | null;
  newKey(): string;
}

/** The handbooks one's organisation may take along: one for each list that was sent to it. */
export function HandbooksPage({ lists, failure, newKey }: HandbooksPageProps) {
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href="/answers">返回对接答复</a>
      </nav>
      <h1>对接手册</h1>
      {failure === null ? null : (
        <Notice tone="bad" title={failure.message}>
          <p>{failure.issues.map(({ expected }) => expected).join("；")}</p>
        </Notice>
      )}
      {lists.length === 0 ? (
        <EmptyState title="现在没有可以生成的对接手册">
          <p>科技局把对接名单发送给贵单位后，可以在这里生成本单位的手册：与谁对接、为什么、可以问什么。</p>
        </EmptyState>
      ) : (
        lists.map(({ list, organizationId, organizationName }) => (
          <section class="panel">
            <h2>{list.title}</h2>
            <p class="muted">{organizationName}的手册，只含本单位的对接，不含联系方式。</p>
            <form method="post" action="/handbooks">
              <RequestKey value={newKey()} />
              <input type="hidden" name="listId" value={list.id} />
              <input type="hidden" name="organizationId" value={organizationId} />
              <TextBox
                id={`reason-${list.id}-${organizationId}`}
                name="reason"
                label="用途"
                value="参加对接会"
                max={300}
                error={null}
                required
              />
              <button class="btn btn-primary" type="submit">
                生成对接手册
              </button>
            </form>
          </section>
        ))
      )}
    </>
  );
}
