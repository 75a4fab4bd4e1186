import type { PaperStanding } from "../../app/paper/list-papers.ts";
import { audienceNames, paperKindRules } from "../../domain/paper/kinds.ts";
import { minuteText } from "../format/dates.ts";
import { ChangeBadge, changeText } from "./change-badge.tsx";

/** What was made of a list already, each with whether it still holds. */
export function PaperStandings({ printouts }: { printouts: readonly PaperStanding[] }) {
  return (
    <ul class="paper-standings">
      {printouts.map(({ printout, madeByName, isMine, change, superseded }) => {
        const name = paperKindRules[printout.kind].label;
        return (
          <li>
            <p>
              <strong>{isMine ? <a href={`/printouts/${printout.id}`}>{name}</a> : name}</strong>{" "}
              <ChangeBadge change={change} />
            </p>
            <p class="muted">
              {printout.number === null ? "当前编排" : `第 ${printout.number} 版`}，{audienceNames[printout.audience]}，
              {minuteText(printout.madeAt)} {madeByName}，用途：{printout.reason}
            </p>
            {change === null || typeof change === "string" ? null : (
              <p>{changeText(change)}。已印出的请注明作废，在下面重新生成。</p>
            )}
            {superseded ? <p>名单已有新的版本，请用新版重新生成。</p> : null}
          </li>
        );
      })}
    </ul>
  );
}
