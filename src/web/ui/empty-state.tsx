import type { PropsWithChildren } from "hono/jsx";

/** What a list says when it has nothing to show, and what to do next. */
export function EmptyState({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <div class="empty-state">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
