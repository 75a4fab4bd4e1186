import type { BulkOutcome } from "../../app/own-profiles/choose-rows.ts";
import type { ProfileKind } from "../../app/own-profiles/own-rows.ts";
import type { AppError } from "../../domain/shared/errors.ts";
import { kindPaths } from "../../http/kind-paths.ts";
import { Notice } from "../ui/notice.tsx";

export const bulkDeeds = ["confirm", "visibility"] as const;
export type BulkDeed = (typeof bulkDeeds)[number];

const doneTexts: Record<BulkDeed, (rows: number) => string> = {
  confirm: (rows) => `已确认 ${rows} 条资料仍然准确。`,
  visibility: (rows) => `已修改 ${rows} 条资料的公开范围，立即生效。`,
};

/** What a deed came to, as the address after it says. */
export function DoneNotice({ deed, rows, unchanged }: { deed: BulkDeed; rows: number; unchanged: number }) {
  return (
    <Notice tone="good">
      <p>
        {doneTexts[deed](rows)}
        {unchanged > 0 ? `另有 ${unchanged} 条本来就是这样。` : ""}
      </p>
    </Notice>
  );
}

/** Rows that were left as they are, by name and with the reason of each. */
export function LeftNotice({ kind, deed, outcome }: { kind: ProfileKind; deed: BulkDeed; outcome: BulkOutcome }) {
  const { done, unchanged, left } = outcome;
  const byReason = new Map<string, typeof left>();
  for (const row of left) byReason.set(row.reason, [...(byReason.get(row.reason) ?? []), row]);
  return (
    <>
      {done + unchanged > 0 ? <DoneNotice deed={deed} rows={done} unchanged={unchanged} /> : null}
      <Notice tone="bad" title={`有 ${left.length} 条没有办理`}>
        {[...byReason].map(([reason, rows]) => (
          <>
            <p>{reason}</p>
            <ul class="bulk-left">
              {rows.map(({ id, title }) => (
                <li>
                  <a href={`/${kindPaths[kind]}/${id}`}>{title}</a>
                </li>
              ))}
            </ul>
          </>
        ))}
      </Notice>
    </>
  );
}

/** Why nothing was done. */
export function RefusedNotice({ error }: { error: AppError }) {
  const details = error.issues.map(({ expected }) => expected).join("；");
  return (
    <Notice tone="bad" title={details === "" ? error.message : details}>
      <p>没有做任何改动。</p>
    </Notice>
  );
}
