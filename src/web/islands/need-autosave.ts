import { typedBefore } from "./typed-before.ts";

/** Keeps a need that was not handed in as a draft: some seconds after each change, and on leaving the page. An attempt that got no answer
 * is sent again as it was, under the same key, so that it counts once; what was typed meanwhile follows after it. */
const pauseMs = 3_000;
const retryMs = [3_000, 6_000, 15_000, 30_000];
const timeoutMs = 15_000;

interface Saved {
  id: string;
  version: number;
  unread: string[];
}

const form = document.querySelector<HTMLFormElement>("form.need-form[data-autosave=on]");
if (form) attach(form);

function attach(form: HTMLFormElement): void {
  const state = form.querySelector<HTMLElement>("[data-autosave-state]")!;
  const texts = ["title", "description", "problem"];
  let dirty = false;
  let isOff = false;
  let isDisputed = false;
  let failures = 0;
  let count = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The attempt that is still without an answer. */
  let pending: string | null = null;
  let running: Promise<void> | null = null;

  const box = (name: string) => form.elements.namedItem(name) as HTMLInputElement | null;
  const say = (text: string) => {
    if (state.textContent !== text) state.textContent = text;
  };

  function attempt(): string {
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    count += 1;
    body.set("requestKey", `${body.get("requestKey")}-${count}`);
    body.set("do", "autosave");
    return body.toString();
  }

  function save(isLeaving = false): Promise<void> {
    clearTimeout(timer);
    running ??= send(isLeaving).finally(() => {
      running = null;
    });
    return running;
  }

  async function send(isLeaving: boolean): Promise<void> {
    if (isOff) return;
    if (pending === null) {
      if (!dirty) return;
      if (texts.every((name) => box(name)?.value.trim() === "")) return say("写了名称或描述就开始自动保存");
      pending = attempt();
      dirty = false;
    }
    try {
      const answer = await fetch(form.getAttribute("action")!, {
        method: "POST",
        body: new URLSearchParams(pending),
        keepalive: isLeaving && pending.length < 60_000,
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (answer.redirected) return failed("登录已过期，内容还在本页。请在新窗口登录，之后会自动继续保存。");
      if (answer.status === 412) return await conflict(answer);
      if (answer.status >= 500 || answer.status === 429 || answer.status === 409)
        return failed("暂时保存不了，内容还在本页，正在重试…");
      const told = (await answer.json()) as Saved & { message?: string };
      pending = null;
      failures = 0;
      if (answer.ok) saved(told);
      else say(`还没有保存：${told.message ?? "请检查填写的内容"}`);
    } catch {
      failed("没有连上服务器，内容还在本页，正在重试…");
    }
  }

  function saved({ id, version, unread }: Saved): void {
    const path = `/needs/${id}/edit`;
    if (form.getAttribute("action") !== path) {
      form.setAttribute("action", path);
      history.replaceState(history.state, "", path);
    }
    let held = box("version");
    if (held === null) {
      held = Object.assign(document.createElement("input"), { type: "hidden", name: "version" });
      form.append(held);
    }
    held.value = String(version);
    for (const part of form.querySelectorAll<HTMLElement>("[data-after-save]")) part.hidden = false;
    const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    say(`已自动保存 ${time}${unread.length === 0 ? "" : `；没有保存的栏目：${unread.join("；")}`}`);
    if (dirty) later();
  }

  function failed(text: string): void {
    say(text);
    const wait = retryMs[Math.min(failures, retryMs.length - 1)];
    failures += 1;
    timer = setTimeout(save, wait);
  }

  /** Somebody else saved meanwhile: both versions are shown, and saving waits for the author to choose. */
  async function conflict(answer: Response): Promise<void> {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    isOff = true;
    isDisputed = true;
    pending = null;
    for (const part of ["[data-trouble]", "[data-form-end]"]) {
      const made = page.querySelector(part);
      if (made) document.querySelector(part)?.replaceWith(made);
    }
    const version = page.querySelector<HTMLInputElement>("form.need-form [name=version]");
    if (version) box("version")!.value = version.value;
    const said = form.querySelector("[data-autosave-state]");
    if (said) said.textContent = "自动保存已停：请先核对上面两份内容";
    document.querySelector("[data-trouble]")?.scrollIntoView({ block: "center" });
  }

  function later(): void {
    if (isOff) return;
    clearTimeout(timer);
    timer = setTimeout(save, failures > 0 ? retryMs[0] : pauseMs);
  }

  const touched = () => {
    dirty = true;
    later();
  };
  const changed = (event: Event) => {
    if ((event.target as HTMLInputElement).type !== "hidden") touched();
  };
  if (typedBefore(form)) touched();
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  addEventListener("online", () => void save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void save(true);
  });
  addEventListener("pagehide", () => void save(true));
  addEventListener("beforeunload", (event) => {
    // Asked only where what is typed would be lost.
    if (!isOff && failures > 0) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    dirty = false;
    failures = 0;
    if (running === null) {
      isOff = true;
      return;
    }
    // The attempt under way decides under which version this one goes.
    event.preventDefault();
    const { submitter } = event;
    void running.then(() => {
      clearTimeout(timer);
      if (isDisputed) return;
      isOff = true;
      form.requestSubmit(submitter);
    });
  });
}
