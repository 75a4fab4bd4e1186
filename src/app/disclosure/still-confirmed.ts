import type { RecordRow } from "../../db/records.ts";
import type { NeedContent } from "../../domain/need/need.ts";
import { contentHash } from "../record/content-hash.ts";
import { searchKeysOf } from "./search-keys.ts";

/** Codes, dates and sums: what the confirmed wording leaves out, and tells of no firm. */
const besideTheWording = ["kind", "tier", "wantedTrl", "deadline", "budgetFen", "budgetNegotiable"] as const;

/** The wording that was confirmed for a need, now for its new content, where that differs in nothing the wording rests on: nobody
 * has to confirm a text again because a budget was added. Empty where there is none, or where it must be confirmed anew. */
export function stillConfirmed(
  before: Pick<RecordRow, "content" | "contentHash" | "redaction" | "disclosure">,
  after: { content: unknown; contentHash: string },
): Pick<RecordRow, "redaction"> | null {
  const { redaction, disclosure } = before;
  if (redaction === null || redaction.contentHash !== before.contentHash) return null;
  const [was, is] = [before.content, after.content] as NeedContent[];
  if (contentHash(restOf(was!)) !== contentHash(restOf(is!))) return null;
  const searchKeys = searchKeysOf(is!, disclosure, redaction.texts);
  return { redaction: { ...redaction, contentHash: after.contentHash, searchKeys } };
}

function restOf(content: NeedContent): Partial<NeedContent> {
  const rest: Partial<NeedContent> = { ...content };
  for (const field of besideTheWording) delete rest[field];
  return rest;
}
