import type { PropsWithChildren } from "hono/jsx";
import type { WorkbenchCandidate } from "../../app/match-list/open-workbench.ts";
import { excludeReasons, noteChars } from "../../domain/matching/decision.ts";

interface StepFormProps {
  /** Path of the sheet. */
  base: string;
  version: number;
  candidate: WorkbenchCandidate;
}

/** A form that takes one step on one candidate. Its submit buttons name the step. */
export function StepForm({ base, version, candidate, children }: PropsWithChildren<StepFormProps>) {
  const { kind, id } = candidate.target;
  return (
    <form class="step-form" method="post" action={`${base}/steps`}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="id" value={id} />
      {children}
    </form>
  );
}

/** A submit button of a step; `key`: the letter that presses it. */
export function StepButton(props: {
  action: string;
  label: string;
  shortcut?: string;
  strong?: boolean;
  place?: number;
  of: string;
}) {
  const { action, label, shortcut, strong = false, place, of } = props;
  return (
    <button
      class={`btn btn-sm ${strong ? "btn-primary" : "btn-outline-primary"}`}
      type="submit"
      name="action"
      value={place === undefined ? action : `${action}:${place}`}
      data-key={shortcut}
      aria-keyshortcuts={shortcut}
    >
      {label}
      <span class="visually-hidden">：{of}</span>
    </button>
  );
}

/** Why a candidate is left out: a code, and words where the code is not enough. */
export function ExcludeForm(props: StepFormProps) {
  const { candidate } = props;
  const box = `exclude-${candidate.target.id}`;
  return (
    <details class="more step-more">
      <summary data-key="x">排除…</summary>
      <StepForm {...props}>
        <label class="form-label" for={`${box}-reason`}>
          排除原因
        </label>
        <select class="form-select" id={`${box}-reason`} name="reason" required>
          <option value="">请选择</option>
          {Object.entries(excludeReasons).map(([code, { label }]) => (
            <option value={code}>{label}</option>
          ))}
        </select>
        <label class="form-label" for={`${box}-note`}>
          说明（选“其他”时必填）
        </label>
        <input class="form-control" id={`${box}-note`} name="note" maxlength={noteChars} />
        <StepButton action="exclude" label="确定排除" of={candidate.title} strong />
      </StepForm>
    </details>
  );
}

export function NoteForm(props: StepFormProps) {
  const { candidate } = props;
  const box = `note-${candidate.target.id}`;
  const note = candidate.entry?.note ?? "";
  return (
    <details class="more step-more">
      <summary data-key="n">{note === "" ? "备注…" : "改备注…"}</summary>
      <StepForm {...props}>
        <label class="form-label" for={box}>
          备注
        </label>
        <textarea class="form-control" id={box} name="note" rows={2} maxlength={noteChars}>
          {note}
        </textarea>
        <StepButton action="note" label="保存备注" of={candidate.title} strong />
      </StepForm>
    </details>
  );
}
