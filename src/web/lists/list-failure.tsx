import type { ListOverview } from "../../app/match-list/list-overview.ts";
import type { RecordName } from "../../app/record/read-names.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { Notice } from "../ui/notice.tsx";
import { workbenchHref } from "./list-moves.tsx";

/** Why a step of a list was refused, with the way to what is missing. */
export function ListFailure({ overview, failure }: { overview: ListOverview; failure: AppError }) {
  const bench = failure.reason === "empty" ? workbenchHref(overview.list, overview.needs) : null;
  return (
    <Notice tone="bad" title={failure.message}>
      {bench === null ? null : (
        <p>
          <a href={bench}>打开工作台选入</a>
        </p>
      )}
      {failure.issues.length === 0 ? null : (
        <ul class="plain-list">
          {failure.issues.map(({ where, found, fix }) => (
            <li>
              <Where where={where} overview={overview} />：{found}。{fix}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

/** Where an issue is; the need it names as a link to what others see of it. */
function Where({ where, overview: { needs } }: { where: string; overview: ListOverview }) {
  const named = needs.find(({ need }) => nameOf(need) === where);
  return <strong>{named === undefined ? where : <a href={`/needs/${named.need.id}/disclosure`}>{where}</a>}</strong>;
}

function nameOf({ number, title }: RecordName): string {
  return number === null ? title : `${number} ${title}`;
}
