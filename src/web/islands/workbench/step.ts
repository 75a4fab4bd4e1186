/** A step as it was asked for, kept until its turn comes. */
export interface Step {
  url: string;
  data: FormData;
  /** Asked for by “上移” or “下移”: the candidate, and by how many places it moves from where it is by then. */
  shift: { candidate: string; by: number } | null;
}

const places = () => [...document.querySelectorAll<HTMLElement>("[data-sortable] > li")];
const placeOf = (candidate: string) => places().findIndex((item) => item.dataset.candidate === candidate) + 1;

/** The step a form asks for, with what is written in it now. */
export function makeStep(form: HTMLFormElement, submitter: HTMLElement | null): Step {
  const data = new FormData(form, submitter);
  const candidate = form.closest<HTMLElement>("[data-candidate]")?.dataset.candidate ?? "";
  const to = /^move:(\d+)$/.exec(String(data.get("action") ?? ""))?.[1];
  const shift = to === undefined ? null : { candidate, by: Number(to) - placeOf(candidate) };
  // A step's buttons are named `action`, which hides the form's property of that name.
  return { url: form.getAttribute("action")!, data, shift };
}

/** What is sent when the step's turn has come: on the version that one's own steps have made of the one it was asked for on.
 * @param followed what one's own steps have made of a version */
export function sentAs({ data, shift }: Step, followed: ReadonlyMap<number, number>): FormData {
  let version = Number(data.get("version"));
  while (followed.has(version)) version = followed.get(version)!;
  data.set("version", String(version));
  if (shift !== null) {
    const place = Math.min(Math.max(placeOf(shift.candidate) + shift.by, 1), places().length);
    data.set("action", `move:${place}`);
  }
  return data;
}
