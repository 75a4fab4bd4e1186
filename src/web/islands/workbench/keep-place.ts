/** Changes the page and puts focus, open parts and ticks back where they were, as far as they are still there. A candidate
 * that was taken from the proposals passes its focus to the next one, at the same height of the window. */
export function keepPlace(change: () => void): void {
  const at = document.activeElement;
  const top = at?.getBoundingClientRect().top ?? 0;
  const find = describe(at);
  const open = [...document.querySelectorAll<HTMLDetailsElement>("#workbench details")].map((part) => part.open);
  const ticked = [...document.querySelectorAll<HTMLInputElement>("#workbench [name=c]:checked")].map(
    (box) => box.value,
  );
  change();
  const parts = [...document.querySelectorAll<HTMLDetailsElement>("#workbench details")];
  if (parts.length === open.length) {
    parts.forEach((part, place) => {
      if (!part.classList.contains("step-more")) part.open = open[place]!;
    });
  }
  for (const box of document.querySelectorAll<HTMLInputElement>("#workbench [name=c]"))
    box.checked = ticked.includes(box.value);
  const focused = find?.();
  if (!focused) return;
  focused.focus({ preventScroll: true });
  window.scrollBy({ top: focused.getBoundingClientRect().top - top, behavior: "instant" });
}

const isListed = (item: Element | null | undefined) => item?.closest("[data-sortable]") != null;
const itemOf = (candidate: string) =>
  document.querySelector<HTMLElement>(`[data-candidate="${CSS.escape(candidate)}"]`);

/** How to find the focused control, or the candidate it belongs to, on the changed page. */
function describe(at: Element | null): (() => HTMLElement | null) | null {
  const item = at?.closest<HTMLElement>("[data-candidate]");
  const action = at instanceof HTMLButtonElement ? at.value.split(":")[0]! : "";
  const button = (within: ParentNode | null) =>
    action === "" ? null : (within?.querySelector<HTMLElement>(`button[value^="${CSS.escape(action)}"]`) ?? null);
  if (!item) {
    const id = at?.id ?? "";
    return () => (id === "" ? null : document.getElementById(id)) ?? button(document.querySelector("#workbench"));
  }
  const { candidate } = item.dataset;
  const neighbour = (item.nextElementSibling ?? item.previousElementSibling) as HTMLElement | null;
  const wasListed = isListed(item);
  return () => {
    const same = itemOf(candidate!);
    const moved = !wasListed && isListed(same) && neighbour !== null;
    const here = moved ? itemOf(neighbour.dataset.candidate!) : same;
    return at === item ? here : (button(here) ?? here);
  };
}
