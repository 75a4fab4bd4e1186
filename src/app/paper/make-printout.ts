import { z } from "zod";
import { paperKindRules, paperKinds } from "../../domain/paper/kinds.ts";
import { noticeText } from "../../domain/paper/notice.ts";
import type { PaperWords } from "../../domain/paper/words.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { findList } from "../match-list/list-scope.ts";
import { parseInput } from "../parse-input.ts";
import { requirePerson } from "../privacy/export-own.ts";
import { composePaper } from "./compose-paper.ts";
import { composeOwnHandbook, findOwnList } from "./own-handbook.ts";
import { everyParty } from "./parties.ts";
import { keepPrintout, type Printout } from "./printout.ts";

export const reasonChars = 300;
const reason = z.string().trim().min(2, { error: "请写明用途" }).max(reasonChars);

const inputSchema = z
  .strictObject({
    kind: z.enum(paperKinds),
    /** An approved version; null = the list as it is being worked on. */
    number: z.int().min(1).nullable(),
    audience: z.enum(["internal", "members", "public", "party"]),
    party: z.string().max(200).nullable().default(null),
    notice: noticeText.nullable().default(null),
    reason,
  })
  .refine(({ kind, audience }) => paperKindRules[kind].audiences.includes(audience), {
    message: "这种文件没有这样的读者范围",
    path: ["audience"],
  })
  .refine(({ kind, number }) => number !== null || !paperKindRules[kind].needsVersion, {
    message: "请先审定名单，再选择版本",
    path: ["number"],
  })
  .refine(({ kind, notice }) => (kind === "notice") === (notice !== null), {
    message: "请填写通知内容",
    path: ["notice"],
  });

/** Makes a document of a list for staff in charge of it.
 * @throws AppError `not_found`, `forbidden`, `invalid_input`; `precondition_failed` where there is nothing to print */
export async function makePrintout({
  ctx,
  words,
  listId,
  input,
}: {
  ctx: AppContext;
  words: PaperWords;
  listId: string;
  input: unknown;
}): Promise<Printout> {
  const list = await findList(ctx.db.orm, ctx.principal, listId);
  const { reason, ...asked } = parseInput(inputSchema, input);
  const spec = { ...asked, party: asked.kind === "handbook" ? (asked.party ?? everyParty) : null };
  const { paper } = await composePaper(ctx, list, spec, words);
  requireContent(paper.sections.length);
  return keepPrintout(ctx, listId, spec, paper, { reason, organizationId: null });
}

const ownSchema = z.strictObject({ listId: z.string().max(60), organizationId: z.string().max(60), reason });

/** Makes the handbook of an organisation for a person who acts for it, once the list was sent.
 * @throws AppError `unauthenticated`, `forbidden` for programs, `not_found`, `invalid_input`, `precondition_failed` */
export async function makeOwnHandbook({
  ctx,
  words,
  input,
}: {
  ctx: AppContext;
  words: PaperWords;
  input: unknown;
}): Promise<Printout> {
  requirePerson(ctx);
  const { listId, organizationId, reason } = parseInput(ownSchema, input);
  const own = await findOwnList(ctx, listId, organizationId);
  const { paper } = await composeOwnHandbook(ctx, own, words);
  requireContent(paper.sections.length);
  const spec = { kind: "handbook", number: own.number, audience: "party", party: everyParty, notice: null } as const;
  return keepPrintout(ctx, listId, spec, paper, { reason, organizationId });
}

function requireContent(sections: number): void {
  if (sections > 0) return;
  throw new AppError(
    "precondition_failed",
    "没有可以印的内容：名单还没有选入候选，或者没有这些读者可以看的资料（需求须由企业确认脱敏文本并公开）。",
    { reason: "empty" },
  );
}
