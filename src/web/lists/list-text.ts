import type { ListVersion } from "../../app/match-list/approve-list.ts";
import { kindLabels } from "../format/labels.ts";

/** An approved list as plain text for a group chat: names only, no firm and no contact. */
export function listText(title: string, { number, pairs }: Pick<ListVersion, "number" | "pairs">): string {
  const lines = [`【${title}】第 ${number} 版，${pairs.length} 项对接`];
  let need = "";
  let count = 0;
  for (const { needId, needNumber, needTitle, target, targetTitle, place } of pairs) {
    if (needId !== need) {
      need = needId;
      count += 1;
      lines.push("", `${count}. ${needNumber === null ? "" : `${needNumber} `}${needTitle}`);
    }
    lines.push(`   ${place}) ${kindLabels[target.kind]}：${targetTitle}`);
  }
  return lines.join("\n");
}
