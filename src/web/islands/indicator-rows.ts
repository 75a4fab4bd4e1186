import { moveRow, type RowMove, readRowMove } from "../need-form/indicator-moves.ts";

/** Adds, removes and moves rows of the indicators without a page load: by their buttons, and within a row by Alt with ↑, ↓, Enter and
 * Backspace. Values move, boxes stay, so that ids stay in order. */
const group = document.querySelector<HTMLElement>(".indicator-rows");
if (group) attach(group);

type Box = HTMLInputElement | HTMLSelectElement;

function attach(group: HTMLElement): void {
  const most = Number(group.dataset.most);
  const rows = () => [...group.querySelectorAll<HTMLElement>(".indicator-row")];
  const boxes = (row: HTMLElement) => [...row.querySelectorAll<Box>("input, select")];
  const addButton = group.querySelector<HTMLButtonElement>("[name=do][value=addIndicator]");
  const live = group.querySelector<HTMLElement>("[data-rows-live]");

  function write(values: readonly string[][]): void {
    rows().forEach((row, at) => {
      const held = values[at];
      boxes(row).forEach((box, column) => {
        box.value = held?.[column] ?? (box instanceof HTMLSelectElement ? "≥" : "");
      });
    });
    group.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const read = () => rows().map((row) => boxes(row).map((box) => box.value));

  function add(): void {
    const last = rows().at(-1);
    if (last === undefined || rows().length >= most) return;
    const made = last.cloneNode(true) as HTMLElement;
    const next = rows().length;
    const renumber = (text: string) => text.replaceAll(`indicator-${next - 1}-`, `indicator-${next}-`);
    for (const part of made.querySelectorAll("[id], [for]")) {
      if (part.id) part.id = renumber(part.id);
      if (part instanceof HTMLLabelElement) part.htmlFor = renumber(part.htmlFor);
      part.removeAttribute("aria-invalid");
      part.removeAttribute("aria-describedby");
    }
    for (const error of made.querySelectorAll(".field-error")) error.remove();
    for (const button of made.querySelectorAll<HTMLButtonElement>("button")) {
      button.value = button.value.replace(/\d+$/, String(next));
      const label = button.getAttribute("aria-label") ?? "";
      button.setAttribute("aria-label", label.replace(/\d+/, String(next + 1)));
    }
    const legend = made.querySelector("legend");
    if (legend) legend.textContent = `第 ${next + 1} 项指标`;
    last.after(made);
    write(read().map((row, at) => (at === next ? [] : row)));
    boxes(made)[0]?.focus();
    if (addButton) addButton.hidden = rows().length >= most;
  }

  function move(row: number, how: RowMove): void {
    write(moveRow(read(), { move: how, row }));
    const to = how === "up" ? row - 1 : how === "down" ? row + 1 : row;
    const landed = rows()[Math.max(0, Math.min(to, rows().length - 1))];
    const column = Math.max(
      0,
      rows()[row] === undefined ? 0 : boxes(rows()[row]!).indexOf(document.activeElement as Box),
    );
    if (landed) boxes(landed)[column]?.focus();
    if (live) live.textContent = how === "remove" ? `已清除第 ${row + 1} 项指标` : `已移到第 ${to + 1} 项`;
  }

  group.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[name=do]");
    if (button === null) return;
    event.preventDefault();
    const asked = readRowMove(button.value);
    if (asked === null) add();
    else move(asked.row, asked.move);
  });
  group.addEventListener("keydown", (event) => {
    const row = rows().findIndex((each) => each.contains(event.target as Node));
    if (!event.altKey || row < 0 || event.isComposing) return;
    const how = { ArrowUp: "up", ArrowDown: "down", Backspace: "remove" }[event.key] as RowMove | undefined;
    if (how === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (how === undefined) add();
    else move(row, how);
  });
}
