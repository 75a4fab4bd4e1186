/** Whether a form was written in before its script arrived: on a slow line people are faster, and no event tells of it later. */
export function typedBefore(form: HTMLFormElement): boolean {
  return [...form.elements].some(
    (box) =>
      (box instanceof HTMLTextAreaElement || (box instanceof HTMLInputElement && box.type === "text")) &&
      box.value !== box.defaultValue,
  );
}
