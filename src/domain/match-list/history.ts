/** Steps of one person that undo reaches. */
export const undoDepth = 50;

/** One logged step of a sheet. `of`: the version of the step an undo or redo speaks of. */
export interface LoggedStep {
  version: number;
  actor: string;
  kind: "do" | "undo" | "redo";
  of: number | null;
}

/** What one person may take back and bring back, the next first.
 * @param log oldest first */
export function historyOf(log: readonly LoggedStep[], actor: string): { undo: number[]; redo: number[] } {
  const undo: number[] = [];
  const redo: number[] = [];
  for (const step of log) {
    if (step.actor !== actor) continue;
    if (step.kind === "do") {
      undo.push(step.version);
      redo.length = 0;
    } else {
      const [from, to] = step.kind === "undo" ? [undo, redo] : [redo, undo];
      // A step from before the part of the log that was read is out of reach.
      const at = from.lastIndexOf(step.of!);
      if (at < 0) continue;
      from.splice(at, 1);
      to.push(step.of!);
    }
  }
  return { undo: undo.slice(-undoDepth).reverse(), redo: redo.slice(-undoDepth).reverse() };
}
