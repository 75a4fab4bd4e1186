/** Turns the search box into an ARIA combobox with suggestions from /api/v1/suggest. */
interface Suggestion {
  text: string;
  kind: "need" | "expert" | "achievement";
}

const pauseMs = 120;
const kindNames = { need: "需求", expert: "专家", achievement: "成果" } as const;

const form = document.querySelector<HTMLFormElement>("form.site-search");
const input = form?.querySelector<HTMLInputElement>("input[type=search]");
if (form && input) attach(form, input);

function attach(form: HTMLFormElement, input: HTMLInputElement): void {
  const list = document.createElement("ul");
  list.id = "site-suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "搜索建议");
  list.hidden = true;
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;
  let active = -1;
  const typed = { value: input.value };

  const options = () => [...list.querySelectorAll<HTMLLIElement>("[role=option]")];

  function close(): void {
    running?.abort();
    clearTimeout(timer);
    list.hidden = true;
    list.replaceChildren();
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(next: number): void {
    // An answer still under way must not replace the list the user is moving in.
    running?.abort();
    clearTimeout(timer);
    const all = options();
    active = next;
    all.forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === active));
    });
    const chosen = all[active];
    input.value = chosen?.dataset.text ?? typed.value;
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(items: readonly Suggestion[]): void {
    if (items.length === 0 || document.activeElement !== input) {
      close();
      return;
    }
    list.replaceChildren(...items.map(optionOf));
    active = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function optionOf(item: Suggestion, index: number): HTMLLIElement {
    const option = document.createElement("li");
    option.id = `site-suggestion-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.text = item.text;
    const kind = document.createElement("span");
    kind.className = `kind-badge kind-${item.kind}`;
    kind.textContent = kindNames[item.kind];
    option.append(kind, item.text);
    return option;
  }

  async function ask(): Promise<void> {
    running?.abort();
    running = new AbortController();
    const prefix = typed.value.trim();
    if (prefix === "") return close();
    try {
      const response = await fetch(`/api/v1/suggest?${new URLSearchParams({ prefix, limit: "8" })}`, {
        signal: running.signal,
      });
      if (!response.ok) return close();
      const { items } = (await response.json()) as { items: Suggestion[] };
      show(items);
    } catch {
      // Suggestions are a convenience: without them the box is an ordinary one.
    }
  }

  input.addEventListener("input", (event) => {
    typed.value = input.value;
    clearTimeout(timer);
    if (!(event as InputEvent).isComposing) timer = setTimeout(ask, pauseMs);
  });
  input.addEventListener("compositionend", () => {
    typed.value = input.value;
    clearTimeout(timer);
    timer = setTimeout(ask, pauseMs);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      input.value = typed.value;
      close();
    } else if (count > 0 && event.key === "ArrowDown") {
      event.preventDefault();
      mark(active + 1 >= count ? -1 : active + 1);
    } else if (count > 0 && event.key === "ArrowUp") {
      event.preventDefault();
      mark(active < 0 ? count - 1 : active - 1);
    }
  });
  input.addEventListener("blur", () => close());
  list.addEventListener("pointerdown", (event) => {
    const option = (event.target as Element).closest<HTMLLIElement>("[role=option]");
    if (option === null) return;
    event.preventDefault();
    input.value = option.dataset.text ?? "";
    close();
    form.requestSubmit();
  });
  form.addEventListener("submit", () => close());
}
