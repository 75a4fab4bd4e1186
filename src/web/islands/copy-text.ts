/** Puts the text a button names onto the clipboard; without one the text stands selected, ready for Ctrl+C. */
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  const box = document.getElementById(button.dataset.copy ?? "");
  const told = button.parentElement?.querySelector("[data-copied]");
  if (!(box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement)) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    box.focus();
    box.select();
    const copied = await navigator.clipboard?.writeText(box.value).then(
      () => true,
      () => false,
    );
    if (told) told.textContent = copied === true ? "已复制" : "文字已选中，请按 Ctrl+C 复制";
  });
}
