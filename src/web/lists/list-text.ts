import type { ListVersion } from "../../app/match-list/approve-list.ts";
import type { ShownNeed } from "../../app/match-list/share/shown-version.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { kindLabels } from "../format/labels.ts";

interface Line {
  heading: string;
  candidates: { kind: EntityKind; title: string; organizationName: string }[];
}

/** An approved list as plain text for those of an audience: nothing that it does not see. */
export function listText(title: string, number: number, needs: readonly ShownNeed[]): string {
  return textOf(
    title,
    number,
    needs.map(({ title, targets }) => ({ heading: title, candidates: targets })),
  );
}

/** The same for colleagues: the names as they were approved, firms' own wording and numbers included. */
export function staffText(title: string, { number, pairs }: Pick<ListVersion, "number" | "pairs">): string {
  const lines = new Map<string, Line>();
  for (const { needId, needNumber, needTitle, target, targetTitle } of pairs) {
    const line = lines.get(needId) ?? { heading: `${needNumber ?? ""} ${needTitle}`.trim(), candidates: [] };
    line.candidates.push({ kind: target.kind, title: targetTitle, organizationName: "" });
    lines.set(needId, line);
  }
  return textOf(title, number, [...lines.values()]);
}

function textOf(title: string, number: number, lines: readonly Line[]): string {
  const body = lines.flatMap(({ heading, candidates }, at) => [
    "",
    `${at + 1}. ${heading}`,
    ...candidates.map(({ kind, title, organizationName }, place) => {
      const where = organizationName === "" ? "" : `（${organizationName}）`;
      return `   ${place + 1}) ${kindLabels[kind]}：${title}${where}`;
    }),
  ]);
  return [`【${title}】第 ${number} 版，${lines.length} 项需求`, ...body].join("\n");
}
