import { and, desc, like, ne, sql } from "drizzle-orm";
import { needTable } from "../../db/schema/record.ts";
import { type RedactedField, redactedFields } from "../../domain/disclosure/need-fields.ts";
import type { NeedContent } from "../../domain/need/need.ts";
import { productWordsOf } from "../../domain/redaction/product-words.ts";
import { type FirmFacts, type Reidentification, reidentify } from "../../domain/redaction/reidentify.ts";
import { type DiffPart, suggestRedaction } from "../../domain/redaction/suggest-redaction.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import { cityOf, regionPrefix } from "../../domain/taxonomy/region-code.ts";
import type { AppContext, MatchingSetup } from "../context.ts";
import { findContact } from "../record/save-contact.ts";
import { disclosedTo } from "../scope.ts";

/** A wording for a need's owner to confirm, and what it still gives away. */
export interface WordingAdvice {
  /** Redacted text of each field that says anything; list fields are joined by 、. */
  texts: Partial<Record<RedactedField, string>>;
  /** What was changed in each field, in pieces; fields without a change are left out. */
  diffs: Partial<Record<RedactedField, readonly (readonly DiffPart[])[]>>;
  /** How many known firms the wording could come from. */
  firms: Reidentification;
}

/** Published needs that firms are known by: the newest of the province, for a warning and not for a count. */
const mostNeeds = 300;

/** What the detector proposes for a need, for those who answer for it; null where this process has no word lists. */
export async function suggestWording({
  ctx,
  need,
}: {
  ctx: AppContext;
  need: RecordOf<"need">;
}): Promise<WordingAdvice | null> {
  const { matching } = ctx;
  if (matching === null) return null;
  const { content } = need;
  const contact = await findContact(ctx, ctx.db.orm, { kind: "need", id: need.id });
  const people = contact === null || contact.name === "" ? [] : [contact.name];
  const own = content.organizationName === "" ? null : { name: content.organizationName, people };
  const { content: redacted, texts } = suggestRedaction(content, own, matching.redaction.vocabulary);
  const advice: WordingAdvice = { texts: {}, diffs: {}, firms: await countFirms(ctx, matching, need, redacted) };
  for (const field of redactedFields) {
    const wording = redacted[field];
    const text = typeof wording === "string" ? wording : wording.join("、");
    if (text !== "") advice.texts[field] = text;
    const changed = texts.filter((each) => each.field === field && each.findings.length > 0);
    if (changed.length > 0) advice.diffs[field] = changed.map(({ parts }) => parts);
  }
  return advice;
}

async function countFirms(
  ctx: AppContext,
  { analyser, redaction }: MatchingSetup,
  need: RecordOf<"need">,
  redacted: NeedContent,
): Promise<Reidentification> {
  const { regionCode, industry, field } = need.content;
  return reidentify({
    need: {
      organizationId: need.organizationId,
      // Others see no more than the city.
      regionCode: regionCode === null ? null : cityOf(regionCode),
      industry,
      field,
      productWords: productWordsOf([redacted.title, ...redacted.keywords], analyser),
    },
    firms: await knownFirms(ctx, need, (texts) => productWordsOf(texts, analyser)),
    lists: redaction.lists,
  });
}

/** Firms with published needs in the need's province, or anywhere where that is not known. */
async function knownFirms(
  ctx: AppContext,
  need: RecordOf<"need">,
  wordsOf: (texts: readonly string[]) => string[],
): Promise<FirmFacts[]> {
  const { regionCode } = need.content;
  const province = regionCode === null ? null : regionPrefix(`${regionCode.slice(0, 2)}0000`);
  const rows = await ctx.db.orm
    .select({ organizationId: needTable.organizationId, content: needTable.content })
    .from(needTable)
    .where(
      and(
        disclosedTo("members", "need"),
        ne(needTable.id, need.id),
        sql`${needTable.organizationId} is not null`,
        province === null ? undefined : like(needTable.regionCode, `${province}%`),
      ),
    )
    .orderBy(desc(needTable.seq))
    .limit(mostNeeds);
  const firms = new Map<string, FirmFacts>();
  for (const { organizationId, content } of rows) {
    const said = content as NeedContent;
    const known = firms.get(organizationId!);
    firms.set(organizationId!, {
      organizationId: organizationId!,
      regionCode: known?.regionCode ?? said.regionCode,
      industries: [...(known?.industries ?? []), ...(said.industry === null ? [] : [said.industry])],
      fields: [...(known?.fields ?? []), ...(said.field === null ? [] : [said.field])],
      productWords: [...(known?.productWords ?? []), ...wordsOf([said.title, ...said.keywords])],
    });
  }
  return [...firms.values()];
}
