import type { PaperStanding } from "../../app/paper/check-printout.ts";
import type { PaperChange } from "../../domain/paper/digest.ts";

const mostNamed = 5;

/** Whether a printout still says what the data say. */
export function ChangeBadge({ standing }: { standing: PaperStanding }) {
  if (standing === null) return <span class="band-chip band-high">与现在的资料一致</span>;
  return <span class="band-chip paper-changed">{standing === "gone" ? "已不能生成" : "资料有变化"}</span>;
}

/** What changed, in words. */
export function changeText({ added, changed, removed }: PaperChange): string {
  const named = (verb: string, headings: readonly string[]) => {
    if (headings.length === 0) return [];
    const more = headings.length > mostNamed ? `等 ${headings.length} 处` : "";
    return [`${verb}：${headings.slice(0, mostNamed).join("；")}${more}`];
  };
  const gone = removed === 0 ? [] : [`移出 ${removed} 处`];
  const said = [...named("修改", changed), ...named("新增", added), ...gone];
  return said.length === 0 ? "次序或标题有变化" : said.join("。");
}
