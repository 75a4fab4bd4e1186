import { typedBefore } from "./typed-before.ts";

/** Renews the advice beside the need form while its author types, from /needs/assist, and takes suggested keywords over. */
const pauseMs = 900;

const form = document.querySelector<HTMLFormElement>("form.need-form");
const panel = document.querySelector<HTMLElement>("[data-need-assist]");
if (form && panel) attach(form, panel);

function attach(form: HTMLFormElement, first: HTMLElement): void {
  let panel = first;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  async function ask(): Promise<void> {
    running?.abort();
    running = new AbortController();
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    // Advice has no effect that could happen twice.
    body.delete("requestKey");
    try {
      const answer = await fetch("/needs/assist", { method: "POST", body, signal: running.signal });
      if (!answer.ok || answer.redirected) return;
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // Advice is a convenience: without it the form works as before.
    }
  }

  function show(answer: Document): void {
    const made = answer.querySelector<HTMLElement>("[data-need-assist]");
    if (made === null) return;
    const focused = panel.contains(document.activeElement) ? document.activeElement : null;
    panel.replaceWith(made);
    panel = made;
    if (focused !== null) refocus(focused);
    const score = made.querySelector(".check-score strong")?.textContent;
    const brief = form.querySelector<HTMLElement>("[data-check-score]");
    if (brief) {
      brief.hidden = score === undefined;
      brief.textContent = `体检 ${score} 分`;
    }
    const before = form.querySelector<HTMLInputElement>("[name=scoreBefore]");
    if (before && before.value === "" && score) before.value = score;
  }

  /** Focus returns to the same link or word, or to the words' own box. */
  function refocus(focused: Element): void {
    const name = focused instanceof HTMLButtonElement ? "value" : "href";
    const same = panel.querySelector<HTMLElement>(`[${name}="${CSS.escape(focused.getAttribute(name) ?? "")}"]`);
    (same ?? form.querySelector<HTMLElement>("#keywords"))?.focus();
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pauseMs);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  if (typedBefore(form)) later();
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("[name=addKeyword]");
    const box = form.querySelector<HTMLInputElement>("#keywords");
    if (button === null || box === null) return;
    event.preventDefault();
    const next = button.nextElementSibling as HTMLElement | null;
    box.value = box.value.trim() === "" ? button.value : `${box.value.trim()}、${button.value}`;
    button.remove();
    (next ?? box).focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
