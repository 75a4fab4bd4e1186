import Sortable from "sortablejs";
import { keepPlace } from "./workbench/keep-place.ts";
import { listenToKeys } from "./workbench/keys.ts";
import { listenToNews } from "./workbench/news.ts";
import { makeStep, type Step, sentAs } from "./workbench/step.ts";

/** The workbench without page loads: steps are sent one after the other and the part of the page they change is swapped. */
const timeoutMs = 15_000;
/** Steps asked for while another is on its way. */
const line: Step[] = [];
/** Something is on its way to the server. */
let busy = false;
/** How far the sheet is, as told by others' steps. */
let newest = { version: 0, by: "" };
/** What each of one's own steps made of a version: a step asked for before it follows it. */
const followed = new Map<number, number>();

const bench = () => document.querySelector<HTMLElement>("#workbench");
const version = () => Number(bench()?.dataset.version);

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.closest("#workbench") === null) return;
  if (form.method === "post") {
    event.preventDefault();
    ask(makeStep(form, event.submitter));
  } else if (form.matches(".by-hand-form")) {
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    history.replaceState(null, "", `${location.pathname}?${asked}`);
    if (!busy) void show();
  }
});

function ask(step: Step): void {
  line.push(step);
  if (!busy) void sendAll();
}

/** Sends what is in line. After a refusal the rest is not sent: it was asked for without knowing what is there now. */
async function sendAll(): Promise<void> {
  for (let step = line.shift(); step !== undefined; step = line.shift()) {
    const before = version();
    const taken = await swap(step.url + location.search, { method: "POST", body: sentAs(step, followed) });
    if (taken && version() === before + 1) followed.set(before, before + 1);
    if (!taken && line.length > 0) {
      say(`${said()}之后的 ${line.length} 步也没有执行。`);
      line.length = 0;
    }
  }
  showNews();
}

/** Shows the sheet as it is now, then sends what was asked for meanwhile. */
async function show(): Promise<void> {
  await swap(location.href);
  if (line.length > 0) void sendAll();
}

/** Asks the server for the workbench as it is after the request, and puts it in place of the old one.
 * @returns whether the request was granted */
async function swap(url: string, init: RequestInit = {}): Promise<boolean> {
  busy = true;
  bench()?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, {
      ...init,
      headers: { "X-Fragment": "1" },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const made = page.querySelector<HTMLElement>("#workbench");
    if (made === null) return elsewhere(answer, page);
    keepPlace(() => bench()?.replaceWith(made));
    makeSortable();
    if (answer.ok) announce();
    else say(made.querySelector("[data-failure]")?.textContent ?? "");
    return answer.ok;
  } catch {
    say("没有收到服务器的回应，这一步可能没有保存；连上后这里会显示最新内容。");
    return false;
  } finally {
    busy = false;
    bench()?.removeAttribute("aria-busy");
  }
}

/** Another page was answered: of a sign-in, which is shown, or of a failure, whose words are. */
function elsewhere(answer: Response, page: Document): false {
  if (answer.redirected || answer.status === 401) location.reload();
  const words = [...page.querySelectorAll(".error-page :is(h1, h1 + p)")].map(({ textContent }) => textContent);
  say(`这一步没有执行：${words.join("，") || `服务器回应 ${answer.status}`}`);
  return false;
}

function said(): string {
  return bench()?.querySelector("[data-live]")?.textContent ?? "";
}

/** Tells something in the state line, which then stays in sight. */
function say(text: string): void {
  const live = bench()?.querySelector("[data-live]");
  if (!live) return;
  live.textContent = text;
  live.classList.add("bench-said");
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

/** Somebody else changed this sheet: shown as soon as nothing of one's own is on its way, and not while that would take away
 * what is being written. */
function showNews(): void {
  if (busy || line.length > 0 || newest.version <= version()) return;
  if (isWriting()) say(`${newest.by}刚调整了候选；写完后会显示最新内容。`);
  else void show();
}

function isWriting(): boolean {
  const at = document.activeElement;
  return at !== null && at.closest("#workbench") !== null && at.matches("textarea, select, input:not([type=checkbox])");
}

document.addEventListener("focusout", () => setTimeout(showNews));

function makeSortable(): void {
  const list = bench()?.querySelector<HTMLElement>("[data-sortable]");
  if (!list) return;
  Sortable.create(list, {
    handle: ".candidate-head",
    animation: 120,
    onEnd({ item, newIndex, oldIndex }) {
      const form = item.querySelector<HTMLFormElement>(".candidate-steps form");
      if (form === null || newIndex === undefined || newIndex === oldIndex) return;
      const step = makeStep(form, null);
      step.data.set("action", `move:${newIndex + 1}`);
      ask(step);
    },
  });
}

makeSortable();
listenToKeys(bench);
listenToNews(bench, (at, by) => {
  newest = { version: at, by };
  showNews();
});
