import type { checkPrintout } from "../../app/paper/check-printout.ts";
import { PaperStandings } from "./paper-standings.tsx";

/** One printout and whether it still holds. */
export function StandingPage({ list, listed, standing }: Awaited<ReturnType<typeof checkPrintout>>) {
  return (
    <>
      <nav class="trail" aria-label="所在位置">
        <a href={`/lists/${list.id}/paper`}>返回打印与导出</a>
      </nav>
      <h1>核对打印稿：{list.title}</h1>
      <section class="panel" aria-label="打印稿">
        <PaperStandings printouts={[{ ...listed, standing }]} />
      </section>
    </>
  );
}
