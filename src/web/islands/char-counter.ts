/** Shows how much room is left in every box that has a `maxlength` and asks for it with `data-count`. */
for (const box of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("[data-count]")) {
  const output = document.createElement("span");
  output.className = "char-count";
  output.setAttribute("aria-hidden", "true");
  const show = () => {
    const used = box.value.length;
    output.textContent = `${used} / ${box.maxLength}`;
    output.classList.toggle("char-count-near", used > box.maxLength * 0.9);
  };
  box.addEventListener("input", show);
  const place = box.id === "" ? null : document.querySelector(`[data-count-of="${box.id}"]`);
  place?.append(output);
  show();
}
