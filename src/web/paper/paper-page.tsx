import type { ListPapers } from "../../app/paper/list-papers.ts";
import { paperKinds } from "../../domain/paper/kinds.ts";
import { Notice } from "../ui/notice.tsx";
import { PaperForm, type RefusedForm } from "./paper-form.tsx";
import { PaperStandings } from "./paper-standings.tsx";

interface PaperPageProps {
  papers: ListPapers;
  failure: RefusedForm | null;
  /** Today, `YYYY-MM-DD`, for a new notice. */
  today: string;
  newKey(): string;
}

/** Everything that can be printed of a list, and what was printed with its badge. */
export function PaperPage({ papers, failure, today, newKey }: PaperPageProps) {
  const { list, printouts } = papers;
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href={`/lists/${list.id}`}>返回名单</a>
      </nav>
      <h1>打印与导出：{list.title}</h1>
      <p class="muted">
        选好版本和读者范围后生成；可以直接打印，也可以下载
        Word、Excel。各稿只含所选读者有权看的内容，都不含联系方式；每次生成都要写明用途，记入审计。
      </p>
      {failure === null ? null : (
        <Notice tone="bad" title={failure.error.message}>
          <p>{failure.error.issues.map(({ expected }) => expected).join("；")}</p>
        </Notice>
      )}
      <section class="panel" aria-labelledby="made">
        <h2 id="made">已生成的</h2>
        {printouts.length === 0 ? (
          <p class="muted">还没有生成过，从下面选一种。</p>
        ) : (
          <PaperStandings printouts={printouts} />
        )}
      </section>
      <div class="paper-kinds">
        {paperKinds.map((kind) => (
          <PaperForm kind={kind} papers={papers} failure={failure} today={today} requestKey={newKey()} />
        ))}
      </div>
    </>
  );
}
