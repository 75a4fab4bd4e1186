import Sortable from "sortablejs";
import { keepPlace } from "./workbench/keep-place.ts";
import { listenToKeys } from "./workbench/keys.ts";
import { listenToNews } from "./workbench/news.ts";

/** The workbench without page loads: steps are sent in the background and the part of the page they change is swapped. */
const timeoutMs = 15_000;
let busy = false;
/** A change of others that came while somebody was writing here. */
let waiting = false;

const bench = () => document.querySelector<HTMLElement>("#workbench");

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post" || form.closest("#workbench") === null) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  const { target } = Object.fromEntries(new URL(location.href).searchParams);
  void swap(`${actionOf(form)}${target === undefined ? "" : `?target=${target}`}`, { method: "POST", body: data });
});

/** A step's buttons are named `action`, which hides the form's property of that name. */
function actionOf(form: HTMLFormElement): string {
  return form.getAttribute("action")!;
}

/** Asks the server for the workbench as it is after the request, and puts it in place of the old one. */
async function swap(url: string, init: RequestInit = {}): Promise<void> {
  if (busy) return;
  busy = true;
  waiting = false;
  bench()?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, {
      ...init,
      headers: { "X-Fragment": "1" },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#workbench");
    if (made === null) return location.reload();
    keepPlace(() => bench()?.replaceWith(made));
    if (answer.ok) announce();
    start();
  } catch {
    say("没有连上服务器，这一步没有保存。请检查网络后再试。");
  } finally {
    busy = false;
    bench()?.removeAttribute("aria-busy");
  }
}

function say(text: string): void {
  const live = bench()?.querySelector("[data-live]");
  if (live) live.textContent = text;
}

/** The state line is read out by screen readers when it changes. */
function announce(): void {
  const live = bench()?.querySelector("[data-live]");
  const text = live?.textContent ?? "";
  if (!live) return;
  live.textContent = "";
  requestAnimationFrame(() => {
    live.textContent = text;
  });
}

/** Somebody else changed this sheet: shown at once, unless that would take away what is being written. */
function onNews(version: number, by: string): void {
  if (version <= Number(bench()?.dataset.version)) return;
  if (isWriting()) {
    waiting = true;
    say(`${by}刚调整了候选；写完后会显示最新内容。`);
    return;
  }
  void swap(location.href);
}

function isWriting(): boolean {
  const at = document.activeElement;
  return at !== null && at.closest("#workbench") !== null && at.matches("textarea, select, input:not([type=checkbox])");
}

document.addEventListener("focusout", () => {
  setTimeout(() => {
    if (waiting && !isWriting()) void swap(location.href);
  });
});

function start(): void {
  const list = bench()?.querySelector<HTMLElement>("[data-sortable]");
  if (!list) return;
  Sortable.create(list, {
    handle: ".candidate-head",
    animation: 120,
    onEnd({ item, newIndex, oldIndex }) {
      const form = item.querySelector<HTMLFormElement>(".candidate-steps form");
      if (form === null || newIndex === undefined || newIndex === oldIndex) return;
      const data = new FormData(form);
      data.set("action", `move:${newIndex + 1}`);
      void swap(actionOf(form), { method: "POST", body: data });
    },
  });
}

start();
listenToKeys(bench);
listenToNews(bench, onNews);
