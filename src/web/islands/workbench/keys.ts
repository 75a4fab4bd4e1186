/** Single keys that press what is marked with them, on the focused candidate first, then on the page. Silent while somebody
 * writes, and with Ctrl or Meta: those belong to the browser. */
export function listenToKeys(bench: () => HTMLElement | null): void {
  document.addEventListener("keydown", (event) => {
    const page = bench();
    if (page === null || event.ctrlKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
    const candidate = document.activeElement?.closest<HTMLElement>("[data-candidate]") ?? null;
    if (!event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      if (step(page, candidate, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
      return;
    }
    const key = `${event.altKey ? "Alt+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
    const pressed = find(candidate, key) ?? find(page, key);
    if (pressed === null) return;
    event.preventDefault();
    pressed.click();
    if (pressed.matches("summary"))
      pressed.parentElement?.querySelector<HTMLElement>("select, textarea, input:not([type=hidden])")?.focus();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input:not([type=checkbox]), textarea, select");
}

/** Keys of other candidates do not count on the page. */
function find(within: HTMLElement | null, key: string): HTMLElement | null {
  for (const marked of within?.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? []) {
    const owner = marked.closest("[data-candidate]");
    if (owner === null || owner === within) return marked;
  }
  return null;
}

function step(page: HTMLElement, from: HTMLElement | null, by: 1 | -1): boolean {
  const all = [...page.querySelectorAll<HTMLElement>("[data-candidate]")];
  const to = from === null ? all[0] : all[all.indexOf(from) + by];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
  return to !== undefined;
}
