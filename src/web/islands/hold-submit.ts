/** Before a long form (`data-hold`) is sent, asks whether one is still signed in: a session that ended while somebody wrote would answer
 * with the sign-in page, and what was written would be gone. */
const timeoutMs = 5_000;
/** A page fresh from the server was made for somebody signed in; a session lasts half an hour without a request. */
const freshMs = 5 * 60_000;
const openedAt = Date.now();
const checked = new WeakSet<HTMLFormElement>();

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-hold]") || checked.has(form) || Date.now() - openedAt < freshMs) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    void isSignedIn().then((signedIn) => {
      if (!signedIn) return tell(form);
      checked.add(form);
      form.requestSubmit(submitter);
      checked.delete(form);
    });
  },
  true,
);

/** Where nothing can be learnt, the form is sent as it would have been. */
async function isSignedIn(): Promise<boolean> {
  try {
    const answer = await fetch("/inbox", {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return answer.type !== "opaqueredirect" && answer.status !== 401;
  } catch {
    return true;
  }
}

function tell(form: HTMLFormElement): void {
  const told = form.querySelector<HTMLElement>("[data-held]") ?? document.createElement("p");
  told.dataset.held = "";
  told.className = "notice notice-bad";
  told.setAttribute("role", "alert");
  const link = Object.assign(document.createElement("a"), {
    href: "/sign-in",
    target: "_blank",
    textContent: "在新窗口登录",
  });
  told.replaceChildren("登录已过期，没有提交，您写的内容还在本页。请", link, "，再回到这里提交。");
  form.append(told);
  told.scrollIntoView({ block: "nearest" });
}
