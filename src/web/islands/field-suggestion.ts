import { typedBefore } from "./typed-before.ts";

/** Renews the fields suggested for a need while its author types, from /api/v1/suggestions/fields. */
interface FieldSuggestion {
  code: string;
  path: string[];
  chance: number;
}

const pauseMs = 600;
const boxes = ["title", "keywords", "keyTechnology", "description", "problem", "target"];

const form = document.querySelector<HTMLFormElement>("form.need-form");
const place = form?.querySelector<HTMLElement>("[data-field-suggestions]");
const select = form?.querySelector<HTMLSelectElement>("#field");
if (form && place && select) attach(form, place, select);

function attach(form: HTMLFormElement, place: HTMLElement, select: HTMLSelectElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;
  let shown = codesOf([...place.querySelectorAll("button")]);

  function show(items: readonly FieldSuggestion[]): void {
    const buttons = items.map(({ code, path, chance }) => {
      const button = document.createElement("button");
      button.type = "submit";
      button.name = "adoptField";
      button.value = code;
      button.formNoValidate = true;
      button.className = "btn btn-sm btn-outline-primary";
      button.title = `按文本推测，可能性 ${Math.round(chance * 100)}%`;
      button.textContent = `${path.join(" / ")}（采用）`;
      return button;
    });
    const codes = codesOf(buttons);
    // The same suggestions again are not announced again.
    if (codes === shown) return;
    shown = codes;
    place.replaceChildren(...(buttons.length === 0 ? [] : ["建议领域：", ...buttons]));
  }

  async function ask(): Promise<void> {
    running?.abort();
    running = new AbortController();
    if (select.value !== "") return show([]);
    const text = boxes
      .map((name) => (form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? "")
      .join("\n");
    if (text.trim() === "") return show([]);
    try {
      const response = await fetch("/api/v1/suggestions/fields", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ text: text.slice(0, 60_000) }),
        signal: running.signal,
      });
      if (!response.ok) return;
      const { items } = (await response.json()) as { items: FieldSuggestion[] };
      if (select.value === "") show(items);
    } catch {
      // Suggestions are a convenience: without them the author chooses as before.
    }
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pauseMs);
  };
  form.addEventListener("input", (event) => {
    if (boxes.includes((event.target as HTMLInputElement).name)) later();
  });
  if (typedBefore(form)) later();
  select.addEventListener("change", () => void ask());
  place.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button");
    if (button === null) return;
    event.preventDefault();
    select.value = button.value;
    select.focus();
    select.dispatchEvent(new Event("change", { bubbles: true }));
    show([]);
  });
}

function codesOf(buttons: readonly HTMLButtonElement[]): string {
  return buttons.map((button) => button.value).join();
}
