/** Tells the user that a search is under way once it takes longer than this, milliseconds. */
const patienceMs = 300;

const form = document.querySelector<HTMLFormElement>("form.site-search");
const notice = document.querySelector<HTMLElement>("[data-slow-notice]");
let timer: ReturnType<typeof setTimeout> | undefined;

form?.addEventListener("submit", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (notice === null) return;
    notice.textContent = "正在检索，请稍候…";
    notice.hidden = false;
  }, patienceMs);
});

// The page may come back from the browser's cache with the notice still up.
addEventListener("pageshow", () => {
  clearTimeout(timer);
  if (notice !== null) notice.hidden = true;
});
