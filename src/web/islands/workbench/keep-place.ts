/** Changes the page and puts focus, open parts and ticks back where they were, as far as they are still there. */
export function keepPlace(change: () => void): void {
  const focused = describe(document.activeElement);
  const open = [...document.querySelectorAll<HTMLDetailsElement>("#workbench details")].map((part) => part.open);
  const ticked = [...document.querySelectorAll<HTMLInputElement>("#workbench [name=c]:checked")].map(
    (box) => box.value,
  );
  change();
  const parts = [...document.querySelectorAll<HTMLDetailsElement>("#workbench details")];
  if (parts.length === open.length) {
    parts.forEach((part, at) => {
      if (!part.classList.contains("step-more")) part.open = open[at]!;
    });
  }
  for (const box of document.querySelectorAll<HTMLInputElement>("#workbench [name=c]"))
    box.checked = ticked.includes(box.value);
  focused?.()?.focus();
}

/** How to find the focused control, or the candidate it belongs to, on the changed page. */
function describe(at: Element | null): (() => HTMLElement | null) | null {
  const candidate = at?.closest<HTMLElement>("[data-candidate]")?.dataset.candidate;
  const item = () => document.querySelector<HTMLElement>(`[data-candidate="${CSS.escape(candidate ?? "")}"]`);
  if (candidate === undefined) {
    const name = at instanceof HTMLButtonElement ? at.value : "";
    return name === ""
      ? null
      : () => document.querySelector<HTMLElement>(`#workbench button[value="${CSS.escape(name)}"]`);
  }
  const value = at instanceof HTMLButtonElement ? at.value.split(":")[0]! : "";
  return () => item()?.querySelector<HTMLElement>(`button[value^="${CSS.escape(value)}"]`) ?? item();
}
