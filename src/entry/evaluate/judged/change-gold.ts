import type { AnyRecord, RecordOf } from "../../../domain/shared/record-content.ts";
import { readQuantities } from "../../../text/numbers.ts";
import type { GoldCollection } from "./read-gold.ts";

/** The collection with every quantity (operator, figure and unit) and every other digit taken out of its needs:
 * useful candidates often repeat the need's numbers. */
export function withoutNumbers(gold: GoldCollection): GoldCollection {
  return { ...gold, needs: gold.needs.map((need) => rewriteNeed(need, dropNumbers)) };
}

/** The collection without the clauses of candidates that say what they are not for (不涉及…, 不适用…): useless candidates often
 * state their limits. The clause alone goes, not its sentence, which would take the whole candidate with it. */
export function withoutLimits(gold: GoldCollection): GoldCollection {
  return { ...gold, corpus: `${gold.corpus}/without-limits`, candidates: gold.candidates.map(dropLimits) };
}

/** The need with every technical text of it rewritten. */
export function rewriteNeed(need: RecordOf<"need">, say: (text: string) => string): RecordOf<"need"> {
  const { title, description, problem, keyTechnology, target, keywords } = need.content;
  const content = {
    ...need.content,
    title: say(title),
    description: say(description),
    problem: say(problem),
    keyTechnology: say(keyTechnology),
    target: say(target),
    keywords: keywords.map(say),
  };
  return { ...need, content };
}

function dropNumbers(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const { start, end } of readQuantities(text).toSorted((a, b) => a.start - b.start)) {
    kept.push(text.slice(from, Math.max(from, start)));
    from = Math.max(from, end);
  }
  return [...kept, text.slice(from)].join("").replaceAll(/\p{Nd}+/gu, "");
}

function dropLimits(candidate: AnyRecord): AnyRecord {
  const say = (text: string) => text.replaceAll(/[^,，。;；\n]*(?:不涉及|不适用)[^,，。;；\n]*[,，。;；\n]?/g, "");
  if (candidate.kind === "expert") {
    return { ...candidate, content: { ...candidate.content, bio: say(candidate.content.bio) } };
  }
  if (candidate.kind === "need") return candidate;
  const { abstract, applications } = candidate.content;
  return { ...candidate, content: { ...candidate.content, abstract: say(abstract), applications: say(applications) } };
}
