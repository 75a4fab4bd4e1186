import type { OpenedPrintout } from "../../app/paper/printout.ts";
import { audienceNames, paperKindRules } from "../../domain/paper/kinds.ts";
import { Notice } from "../ui/notice.tsx";
import { changeText } from "./change-badge.tsx";
import { PaperView } from "./paper-view.tsx";
import { makingFacts } from "./paper-words.ts";

/** A printout: on screen with what to do next, on paper the document alone. Once the data changed it is not shown again. */
export function PrintoutPage({ opened }: { opened: OpenedPrintout }) {
  const { printout, list, paper, change, leftOut, madeByName } = opened;
  const { label, formats } = paperKindRules[printout.kind];
  const back = printout.organizationId === null ? `/lists/${list.id}/paper` : "/handbooks";
  return (
    <>
      <div class="paper-bar">
        <nav class="trail" aria-label="所在位置">
          <a href={back}>返回{printout.organizationId === null ? "打印与导出" : "对接手册"}</a>
        </nav>
        {change === null ? (
          <>
            <p>
              <span class="band-chip band-high">与现在的资料一致</span> {label}（{audienceNames[printout.audience]}
              ）。用浏览器的“打印”（Ctrl+P）印在 A4 纸上，或存为 PDF；本栏不会印出。
            </p>
            <p class="actions">
              {formats.map((format) => (
                <a class="btn btn-outline-primary" href={`/printouts/${printout.id}/document.${format}`}>
                  下载 {format === "docx" ? "Word" : "Excel"}（.{format}）
                </a>
              ))}
            </p>
            {leftOut === 0 ? null : (
              <p class="muted">
                名单中有 {leftOut} 处这些读者无权查看（没有公开，或企业还没有确认脱敏文本），没有列入。
              </p>
            )}
          </>
        ) : null}
      </div>
      {change === null ? (
        <PaperView paper={paper} making={makingFacts(madeByName, printout.madeAt)} />
      ) : (
        <>
          <h1>{paper.title}</h1>
          <Notice tone="warn" title="资料在生成之后有变化">
            <p>{changeText(change)}。</p>
            <p>
              已印出或发出的请注明作废。本稿不再提供内容，请<a href={back}>重新生成</a>。
            </p>
          </Notice>
        </>
      )}
    </>
  );
}
