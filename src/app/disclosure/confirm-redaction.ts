import { z } from "zod";
import { toRecord } from "../../db/records.ts";
import { type RedactedField, redactedFields } from "../../domain/disclosure/need-fields.ts";
import { type NeedContent, needContent } from "../../domain/need/need.ts";
import { AppError, type InputIssue } from "../../domain/shared/errors.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import { text } from "../../domain/shared/text-fields.ts";
import { searchKey } from "../../text/normalise.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { loadVersion, writeVersion } from "../record/write-version.ts";
import { scopeFor } from "../scope.ts";
import { searchKeysOf } from "./search-keys.ts";

/** The longest field of a need; each keeps its own limit below. */
const longest = 20_000;
/** A shorter name stands in ordinary words by chance. */
const leastNameChars = 2;

const inputSchema = z.strictObject({
  texts: z.partialRecord(
    z.enum(redactedFields as unknown as [RedactedField, ...RedactedField[]]),
    z.string().trim().max(longest),
  ),
  /** Needed from staff who confirm in the owner's place. */
  reason: text(1_000),
});
export type ConfirmRedactionInput = z.input<typeof inputSchema>;

/**
 * Confirms the wording that others see of a need in place of its own. It holds for this very content: once the content changes,
 * others see nothing of the need until a wording is confirmed again.
 * @throws AppError `not_found`, `stale_version`; `invalid_input` without a title, where the firm's name stands in a text,
 * or without a reason from staff who act in the owner's place
 */
export async function confirmRedaction({
  ctx,
  id,
  ifVersion,
  input,
}: {
  ctx: AppContext;
  id: string;
  ifVersion: number;
  input: ConfirmRedactionInput;
}): Promise<RecordOf<"need">> {
  const scope = scopeFor(ctx.principal, "update", "need");
  const { reason, ...parsed } = parseInput(inputSchema, input);
  const texts = parsed.texts as Partial<Record<RedactedField, string>>;
  return ctx.db.transaction(async (tx) => {
    const ref = { kind: "need", id, ifVersion } as const;
    const row = await loadVersion(tx, ref, scope);
    const content = row.content as NeedContent;
    const issues = issuesOf(texts, content);
    const onBehalfOf = actsFor(ctx.principal).includes(row.organizationId ?? "") ? null : row.organizationId;
    if (onBehalfOf !== null && reason === "")
      issues.push({ where: "reason", found: "未填写", expected: "代需求方确认的理由和依据" });
    if (issues.length > 0) throw new AppError("invalid_input", "脱敏文本还不能公开，请按提示修改。", { issues });
    const kept = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));
    const now = ctx.now();
    const redaction = {
      texts: kept,
      searchKeys: searchKeysOf(content, row.disclosure, kept),
      contentHash: row.contentHash,
      confirmedBy: ctx.principal.id,
      confirmedAt: now.toISOString(),
    };
    const written = await writeVersion(tx, ref, { redaction }, now);
    await appendAudit(ctx, tx, {
      action: "redaction.confirm",
      subjectKind: "need",
      subjectId: id,
      reason,
      details: { contentHash: row.contentHash, fields: Object.keys(kept) },
      onBehalfOf,
    });
    return toRecord("need", written);
  });
}

function issuesOf(texts: Partial<Record<RedactedField, string>>, content: NeedContent): InputIssue[] {
  const issues: InputIssue[] = [];
  if ((texts.title ?? "") === "") {
    issues.push({ where: "texts.title", found: "未填写", expected: "一个不含单位信息的名称，供他人辨认这项需求" });
  }
  const firm = searchKey(content.organizationName).replaceAll(/\s/g, "");
  for (const [field, text] of Object.entries(texts)) {
    if (firm.length >= leastNameChars && searchKey(text).replaceAll(/\s/g, "").includes(firm)) {
      issues.push({
        where: `texts.${field}`,
        found: "含有本单位名称",
        expected: "不出现本单位名称",
        fix: "改为“某企业”",
      });
    }
    // A list of keywords is checked as one text; its items are short anyway.
    const fits = field === "keywords" || needContent.shape[field as "title"].safeParse(text).success;
    if (!fits) issues.push({ where: `texts.${field}`, found: `${text.length} 个字`, expected: "不超过该栏的长度" });
  }
  return issues;
}
