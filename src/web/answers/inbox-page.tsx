import type { Notice } from "../../app/notice/read-notices.ts";
import { minuteText } from "../format/dates.ts";
import { EmptyState } from "../ui/empty-state.tsx";

/** Notices, the newest first; unread ones stand out. */
export function InboxPage({ notices }: { notices: readonly Notice[] }) {
  const unread = notices.filter(({ readAt }) => readAt === null);
  return (
    <>
      <div class="section-head">
        <h1>
          消息<span class="count">{unread.length} 条未读</span>
        </h1>
        {unread.length === 0 ? null : (
          <form method="post" action="/inbox/read">
            {unread.map(({ id }) => (
              <input type="hidden" name="id" value={id} />
            ))}
            <button class="btn btn-outline-primary" type="submit">
              全部标为已读
            </button>
          </form>
        )}
      </div>
      {notices.length === 0 ? (
        <EmptyState title="还没有消息">
          <p>名单发送、对方答复等会通知到这里。</p>
        </EmptyState>
      ) : (
        <ul class="answer-list">
          {notices.map(({ title, body, link, createdAt, readAt }) => (
            <li class={`panel ${readAt === null ? "notice-unread" : ""}`}>
              <p class="eyebrow">{minuteText(createdAt)}</p>
              <h2>
                <a href={link}>{title}</a>
              </h2>
              {body === "" ? null : <p class="author-text">{body}</p>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
