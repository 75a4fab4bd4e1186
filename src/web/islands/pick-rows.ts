/** Ticking many rows: a box for the whole page, a range with Shift, and how many it will be. */
for (const form of document.querySelectorAll<HTMLFormElement>("form.own-bulk")) {
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[name=row]")];
  const choices = [...form.querySelectorAll<HTMLInputElement>("input[name=of]")];
  const told = form.querySelector("[data-picked]");
  const head = form.querySelector<HTMLElement>("[data-pick-all]");
  const all = head?.querySelector("input") ?? null;
  let last = -1;

  const ticked = () => boxes.filter((box) => box.checked).length;
  const show = () => {
    const count = ticked();
    if (told) told.textContent = ` ${count} 条`;
    if (all) {
      all.checked = count === boxes.length;
      all.indeterminate = count > 0 && count < boxes.length;
    }
    const chosen = choices.find((choice) => choice.checked);
    const none = chosen?.value === "picked" && count === 0;
    for (const button of form.querySelectorAll<HTMLButtonElement>(".bulk-deeds button")) button.disabled = none;
  };
  const meanPicked = () => {
    const picked = choices.find(({ value }) => value === "picked");
    if (picked) picked.checked = true;
    show();
  };

  for (const [at, box] of boxes.entries()) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last >= 0) {
        for (const between of boxes.slice(Math.min(last, at), Math.max(last, at) + 1)) between.checked = box.checked;
      }
      last = at;
      meanPicked();
    });
  }
  for (const choice of choices) choice.addEventListener("change", show);
  if (head && all) {
    head.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      meanPicked();
    });
  }
  show();
}
