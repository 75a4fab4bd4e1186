import { type Finding, patternKinds } from "./finding.ts";

/** Findings in reading order without overlaps. Of those that overlap the longest wins and covers all of them: a name cut by
 * another finding would leave its rest readable. Of equal ones a pattern wins over a name, then the first of the list. */
export function mergeFindings(findings: readonly Finding[]): Finding[] {
  const sorted = findings
    .filter(({ start, end }) => end > start)
    .map((finding, order) => ({ finding, order }))
    .sort((a, b) => a.finding.start - b.finding.start || a.order - b.order);
  const merged: Finding[] = [];
  let cluster: { start: number; end: number; best: Finding } | null = null;
  const close = () => {
    if (cluster !== null) merged.push({ ...cluster.best, start: cluster.start, end: cluster.end });
  };
  for (const { finding } of sorted) {
    if (cluster === null || finding.start >= cluster.end) {
      close();
      cluster = { start: finding.start, end: finding.end, best: finding };
      continue;
    }
    cluster.end = Math.max(cluster.end, finding.end);
    if (wins(finding, cluster.best)) cluster.best = finding;
  }
  close();
  return merged;
}

function wins(challenger: Finding, holder: Finding): boolean {
  const byLength = challenger.end - challenger.start - (holder.end - holder.start);
  return byLength > 0 || (byLength === 0 && isPattern(challenger) && !isPattern(holder));
}

function isPattern({ kind }: Finding): boolean {
  return (patternKinds as readonly string[]).includes(kind);
}
