import type { ListedPrintout, PaperStanding } from "../../app/paper/check-printout.ts";
import { audienceNames, paperKindRules } from "../../domain/paper/kinds.ts";
import { minuteText } from "../format/dates.ts";
import { ChangeBadge, changeText } from "./change-badge.tsx";

interface ShownPrintout extends ListedPrintout {
  /** Absent where that was not looked at yet. */
  standing?: PaperStanding;
}

/** What was made of a list already. Whether it still holds, a page tells of each; the island `printout-standings` fetches it. */
export function PaperStandings({ printouts }: { printouts: readonly ShownPrintout[] }) {
  return (
    <ul class="paper-standings" aria-live="polite">
      {printouts.map((each) => (
        <Standing {...each} />
      ))}
    </ul>
  );
}

function Standing({ printout, madeByName, isMine, superseded, standing }: ShownPrintout) {
  const name = paperKindRules[printout.kind].label;
  return (
    <li id={`printout-${printout.id}`}>
      <p>
        <strong>{isMine ? <a href={`/printouts/${printout.id}`}>{name}</a> : name}</strong>{" "}
        {standing === undefined ? (
          <a href={`/printouts/${printout.id}/standing`} data-unchecked>
            核对资料有无变化
          </a>
        ) : (
          <ChangeBadge standing={standing} />
        )}
      </p>
      <p class="muted">
        {printout.number === null ? "当前编排" : `第 ${printout.number} 版`}，{audienceNames[printout.audience]}，
        {minuteText(printout.madeAt)} {madeByName}，用途：{printout.reason}
      </p>
      {typeof standing !== "object" || standing === null ? null : (
        <p>{changeText(standing)}。已印出的请注明作废，在下面重新生成。</p>
      )}
      {superseded ? <p>名单已有新的版本，请用新版重新生成。</p> : null}
    </li>
  );
}
