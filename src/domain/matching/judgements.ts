import { type Decision, excludeReasons } from "./decision.ts";
import { factorNames } from "./weights.ts";

/** What staff finally thought of one candidate of a need, on the list where they said so. */
export interface Judgement {
  runId: string;
  needId: string;
  targetId: string;
  kept: boolean;
  /** 0–1 in the order of factorNames; an unknown factor stands at the list's mean, as in the score. */
  values: number[];
  shownPosition: number;
}

interface Standing {
  /** The last include or exclude. */
  verdict: Decision | null;
  pin: Decision | null;
}

/**
 * Folds a log, oldest first, into what it says about the weights: per need and candidate the last word counts, also where the list was
 * computed anew in between; undone and cleared decisions do not, a pinned candidate is kept. Left out are lists of experts and achievements (needs judge both kinds
 * on one scale), candidates added by hand (they have no factors), and exclusions whose reason is not the fit.
 */
export function judgementsOf(log: readonly Decision[]): Judgement[] {
  const undone = new Set<string>();
  for (const { action, ofId } of log) {
    if (action === "undo" && ofId !== null) undone.add(ofId);
    if (action === "redo" && ofId !== null) undone.delete(ofId);
  }
  const standings = new Map<string, Standing>();
  for (const decision of log) {
    if (undone.has(decision.id) || decision.subjectKind !== "need") continue;
    const key = `${decision.subjectId} ${decision.targetId}`;
    standings.set(key, after(standings.get(key) ?? { verdict: null, pin: null }, decision));
  }
  return [...standings.values()].flatMap(judgement);
}

function after(standing: Standing, decision: Decision): Standing {
  switch (decision.action) {
    case "include":
      return { ...standing, verdict: decision };
    case "exclude":
      return { verdict: decision, pin: null };
    case "pin":
      return { ...standing, pin: decision };
    case "unpin":
      return { ...standing, pin: null };
    case "clear":
      return { verdict: null, pin: null };
    case "add":
    case "note":
    case "reorder":
    case "undo":
    case "redo":
      return standing;
  }
}

function judgement({ verdict, pin }: Standing): Judgement[] {
  const decision = pin ?? verdict;
  if (decision === null) return [];
  const { runId, subjectId, targetId, action, reason, factors, means, shownPosition } = decision;
  if (factors === null || shownPosition === null) return [];
  const kept = action !== "exclude";
  if (!kept && (reason === null || !excludeReasons[reason].teaches)) return [];
  const values = factorNames.map((name) => factors[name] ?? means[name]);
  return [{ runId, needId: subjectId, targetId, kept, values, shownPosition }];
}
