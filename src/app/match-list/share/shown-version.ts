import type { ListedPair } from "../../../domain/match-list/listed-pair.ts";
import type { SheetTarget } from "../../../domain/match-list/sheet.ts";
import { type RecordOf, recordTitle } from "../../../domain/shared/record-content.ts";
import type { AppContext } from "../../context.ts";
import { namesFor, type RecordName } from "../../record/read-names.ts";
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
  const targets = new Map<string, RecordName>();
  for (const kind of ["expert", "achievement"] as const) {
    const ids = pairs.filter(({ target }) => target.kind === kind).map(({ target }) => target.id);
    for (const [id, name] of await namesFor(ctx, audience, kind, ids)) targets.set(`${kind} ${id}`, name);
  }
  const ofNeed = new Map<string, ListedPair[]>(needIds.map((id) => [id, []]));
  for (const pair of pairs) ofNeed.get(pair.needId)!.push(pair);
  return needIds.flatMap((id) => {
    const need = needs.get(id);
    if (need === undefined) return [];
    const shown = ofNeed.get(id)!.flatMap(({ target: { kind, id: targetId } }): ShownTarget[] => {
      const name = targets.get(`${kind} ${targetId}`);
      if (name === undefined) return [];
      return [{ kind, id: targetId, title: name.title, organizationName: name.organizationName }];
    });
    return [{ need, title: recordTitle("need", need.content as never), targets: shown }];
  });
}
