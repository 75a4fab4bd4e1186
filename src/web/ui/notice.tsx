import type { PropsWithChildren } from "hono/jsx";

/** A message that stands out. `bad` interrupts a screen reader, the others do not. */
export function Notice({
  tone,
  title,
  children,
}: PropsWithChildren<{ tone: "info" | "warn" | "bad" | "good"; title?: string }>) {
  return (
    <div class={`notice notice-${tone}`} role={tone === "bad" ? "alert" : "status"}>
      {title === undefined ? null : <p class="notice-title">{title}</p>}
      {children}
    </div>
  );
}
