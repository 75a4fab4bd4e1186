import type { PropsWithChildren } from "hono/jsx";

/** A question mark beside something hard, with the answer behind it. */
export function Hint({ about, children }: PropsWithChildren<{ about: string }>) {
  return (
    <details class="hint">
      <summary aria-label={`什么是${about}`}>?</summary>
      <div class="hint-text">{children}</div>
    </details>
  );
}
