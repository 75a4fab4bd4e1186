import type { AppContext } from "../../app/context.ts";
import { assistWriting, type WritingAdvice } from "../../app/need/assist-writing.ts";
import type { NeedContent } from "../../domain/need/need.ts";
import type { CodeLists } from "../../http/code-lists.ts";
import { inputOfForm } from "./form-input.ts";
import type { NeedFormValues } from "./form-values.ts";

/** Advice on a form as it stands; null while nothing is written.
 * @param isNew a contact that is not in the boxes is not known; of a stored need it may be known */
export async function adviceOf(
  ctx: AppContext,
  lists: CodeLists,
  { id, values, isNew }: { id: string; values: NeedFormValues; isNew: boolean },
): Promise<WritingAdvice | null> {
  const said = [values.title, values.description, values.problem, values.keyTechnology, values.target];
  if (said.every((text) => text.trim() === "")) return null;
  const { content, contact } = inputOfForm(values, lists, null);
  const hasContact = contact === undefined ? (isNew ? false : null) : true;
  return assistWriting({ ctx, id, content: unchecked(content), hasContact });
}

/** The boxes as content, unchecked: the form's own limits hold, and advice refuses nothing. */
function unchecked(content: Record<string, unknown>): NeedContent {
  const keywords = (content.keywords as string[]).map((word) => word.trim()).filter((word) => word !== "");
  return { industry: null, discipline: null, tier: null, ...content, keywords } as NeedContent;
}
