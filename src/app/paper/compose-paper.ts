import type { PaperWords } from "../../domain/paper/words.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { Audience } from "../../domain/shared/principal.ts";
import type { AppContext } from "../context.ts";
import type { MatchListRow } from "../match-list/list-scope.ts";
import { composeHandbook } from "./compose-handbook.ts";
import { composeList } from "./compose-list.ts";
import { composeNeeds } from "./compose-needs.ts";
import { composeNotice } from "./compose-notice.ts";
import { composeProfiles } from "./compose-profiles.ts";
import type { Composed, PaperSpec } from "./composed.ts";
import { everyParty, type Party, partiesOf, stillToMeet } from "./parties.ts";
import { type PrintedList, readPrinted } from "./read-list.ts";

/** The document a list makes now. The caller has asked whether the principal may have it.
 * @throws AppError `not_found` for a version or party that is not there */
export async function composePaper(
  ctx: AppContext,
  list: MatchListRow,
  spec: PaperSpec,
  words: PaperWords,
): Promise<Composed> {
  const printed = await readPrinted(ctx, list, spec.number);
  // `party` belongs to handbooks alone; the input schema sees to it.
  const audience = spec.audience as Audience;
  switch (spec.kind) {
    case "list":
      return composeList(ctx, printed, audience);
    case "needs":
      return composeNeeds(ctx, printed, audience, words);
    case "profiles":
      return composeProfiles(ctx, printed, audience, words);
    case "handbook":
      return composeHandbook(ctx, printed, await wantedParties(ctx, printed, spec.party ?? everyParty), words);
    case "notice":
      return composeNotice(ctx, printed, audience, spec.notice!, words);
  }
}

async function wantedParties(ctx: AppContext, printed: PrintedList, wanted: string): Promise<Party[]> {
  const parties = await partiesOf(ctx, await stillToMeet(ctx, printed));
  const found = wanted === everyParty ? parties : parties.filter(({ key }) => key === wanted);
  if (found.length === 0) throw notFound("对接单位");
  return found;
}
