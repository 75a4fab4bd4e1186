import { desc } from "drizzle-orm";
import { needTable } from "../../db/schema/record.ts";
import { rankedText } from "../../domain/matching/project-record.ts";
import type { NeedContent } from "../../domain/need/need.ts";
import type { NeedCheck } from "../../domain/need-check/check-need.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { shown, shownFields } from "../record/read-rows.ts";
import { owned, scopeFor } from "../scope.ts";
import { searchRecords } from "../search/search-records.ts";
import { checkContent } from "./check-content.ts";
import { namesInText, withContactHints } from "./names-in-text.ts";
import { type TellingWord, tellingWords } from "./telling-words.ts";

/** What somebody who writes a need is told. */
export interface WritingAdvice {
  check: NeedCheck;
  /** Words to take over as keywords, the most telling first. */
  keywords: string[];
  /** Needs that say much the same, as far as the author may see them. */
  similar: RecordOf<"need">[];
}

const mostKeywords = 6;
const mostSimilar = 3;
/** Words the search is asked by, and hits of it that are looked at. */
const askedWords = 16;
const lookedAt = 12;
/** Newest needs of one's own that are compared as well. */
const mostOwn = 40;
/** Share of the telling words, by weight, that a need shares before it counts as similar; and words of them at least. */
const leastShare = 0.3;
const leastWords = 2;

/** Names of people, firms and places tell whose need it is, not what it is about. */
const naming: ReadonlySet<string> = new Set(["person", "company", "shortName", "brand", "address"]);

/**
 * Checks a need being written, and looks for telling words and for needs like it among those its author may see. Nothing is stored.
 * @param id the need itself, which is not like itself
 * @throws AppError `unauthenticated`, `forbidden`
 */
export async function assistWriting({
  ctx,
  id,
  content,
  hasContact,
}: {
  ctx: AppContext;
  id: string;
  content: NeedContent;
  hasContact: boolean | null;
}): Promise<WritingAdvice> {
  scopeFor(ctx.principal, "create", "need");
  const words = await tellingWords(ctx, textOf(content));
  const known = new Set(content.keywords.map((keyword) => keyword.toLowerCase()));
  const named = namesInText(ctx, content);
  const names = named.flatMap(({ findings }) =>
    findings.filter(({ kind }) => naming.has(kind)).map(({ text }) => text),
  );
  return {
    check: withContactHints(checkContent(ctx, content, hasContact), named),
    keywords: words
      .map(({ word }) => word)
      .filter((word) => !known.has(word.toLowerCase()) && !names.some((name) => name.includes(word)))
      .slice(0, mostKeywords),
    similar: await similarNeeds(ctx, id, words.slice(0, askedWords)),
  };
}

async function similarNeeds(ctx: AppContext, id: string, words: readonly TellingWord[]): Promise<RecordOf<"need">[]> {
  if (words.length < leastWords) return [];
  const query = words.map(({ word }) => word).join(" ");
  const { hits } = await searchRecords({ ctx, input: { query, kinds: ["need"], limit: lookedAt } });
  const found = hits.map(({ record }) => record as RecordOf<"need">);
  const candidates = new Map([...found, ...(await ownNewest(ctx))].map((record) => [record.id, record]));
  const whole = words.reduce((sum, { weight }) => sum + weight, 0);
  return [...candidates.values()]
    .filter((record) => record.id !== id && record.status !== "cancelled")
    .map((record) => ({ record, shared: sharedBy(ctx, record, words) }))
    .filter(({ shared }) => shared.length >= leastWords && weightOf(shared) >= leastShare * whole)
    .sort((a, b) => weightOf(b.shared) - weightOf(a.shared))
    .slice(0, mostSimilar)
    .map(({ record }) => record);
}

/** What a firm shows to nobody is on no shelf its people search: their own needs are read beside the hits. */
async function ownNewest(ctx: AppContext): Promise<RecordOf<"need">[]> {
  const { principal } = ctx;
  if (principal.kind !== "user" && principal.kind !== "token") return [];
  const rows = await ctx.db.orm
    .select(shownFields(ctx, "need"))
    .from(needTable)
    .where(owned(principal, "need"))
    .orderBy(desc(needTable.seq))
    .limit(mostOwn);
  return rows.map((row) => shown("need", row));
}

/** By the words its reader sees, not by those it was found by. */
function sharedBy(ctx: AppContext, { content }: RecordOf<"need">, words: readonly TellingWord[]): TellingWord[] {
  const said = new Set(ctx.matching!.analyser.read(textOf(content)).terms.map(({ term }) => term));
  return words.filter(({ term }) => said.has(term));
}

function weightOf(words: readonly TellingWord[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0);
}

function textOf(content: NeedContent): string {
  return Object.values(rankedText("need", content)).flat().join("\n");
}
