import type { SheetTarget } from "../../../domain/match-list/sheet.ts";
import { type AnyRecord, type RecordOf, recordTitle } from "../../../domain/shared/record-content.ts";
import type { AppContext } from "../../context.ts";
import { readFor } from "../../record/read-rows.ts";
import type { ListVersion } from "../approve-list.ts";

/** A candidate of a version as an audience sees it now. */
export interface ShownTarget {
  kind: SheetTarget["kind"];
  id: string;
  title: string;
  organizationName: string;
}

/** A need of a version as an audience sees it now, with the candidates it may see. */
export interface ShownNeed {
  need: RecordOf<"need">;
  title: string;
  targets: ShownTarget[];
}

/**
 * An approved version as every reader of an audience sees it now: its needs and candidates in their order, each read again at the
 * audience's level. What is closed to it, has lost its confirmed wording or was withdrawn is left out; staff's notes and scores are not part of it.
 */
export async function shownVersion(
  ctx: AppContext,
  { pairs }: Pick<ListVersion, "pairs">,
  audience: "public" | "members",
): Promise<ShownNeed[]> {
  const needIds = [...new Set(pairs.map(({ needId }) => needId))];
  const needs = new Map((await readFor(ctx, audience, "need", needIds)).map((need) => [need.id, need]));
  const targets = new Map<string, AnyRecord>();
  for (const kind of ["expert", "achievement"] as const) {
    const ids = pairs.filter(({ target }) => target.kind === kind).map(({ target }) => target.id);
    for (const record of await readFor(ctx, audience, kind, [...new Set(ids)]))
      targets.set(`${kind} ${record.id}`, record as AnyRecord);
  }
  return needIds.flatMap((id) => {
    const need = needs.get(id);
    if (need === undefined) return [];
    const shown = pairs
      .filter(({ needId }) => needId === id)
      .flatMap(({ target: { kind, id: targetId } }): ShownTarget[] => {
        const record = targets.get(`${kind} ${targetId}`);
        if (record === undefined) return [];
        const title = recordTitle(kind, record.content as never);
        return [{ kind, id: targetId, title, organizationName: record.content.organizationName }];
      });
    return [{ need, title: recordTitle("need", need.content as never), targets: shown }];
  });
}
