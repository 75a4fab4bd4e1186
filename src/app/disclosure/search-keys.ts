import { discloseNeed } from "../../domain/disclosure/disclose-need.ts";
import type { DisclosureLevels, Redaction } from "../../domain/disclosure/disclosure.ts";
import { type NeedContent, needTitle } from "../../domain/need/need.ts";
import { openLevels } from "../../domain/shared/principal.ts";
import { searchKey } from "../../text/normalise.ts";

/** What of a need's names members and the public see, as search keys: without an engine it is found by nothing else. */
export function searchKeysOf(
  content: NeedContent,
  levels: DisclosureLevels | null,
  texts: Redaction["texts"],
): Redaction["searchKeys"] {
  const keyAt = (level: (typeof openLevels)[keyof typeof openLevels]) => {
    const open = discloseNeed(content, { level, levels, redaction: { texts } });
    return searchKey([needTitle(open), open.organizationName, ...open.keywords].join(" ")).toWellFormed();
  };
  return { members: keyAt(openLevels.members), public: keyAt(openLevels.public) };
}
