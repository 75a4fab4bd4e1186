import { achievementContent } from "../../../domain/achievement/achievement.ts";
import { expertContent } from "../../../domain/expert/expert.ts";
import { needContent } from "../../../domain/need/need.ts";
import { unstoredRecord } from "../../../domain/shared/new-record.ts";
import type { RecordOf } from "../../../domain/shared/record-content.ts";
import { numberAt, stringAt, stringsAt } from "./read-jsonl.ts";

/** Turns names of fields and regions into codes; null when unknown. */
export interface CodeFinder {
  field(name: string): string | null;
  region(text: string): string | null;
}

/** A need of a judged collection as the product's own record. One that says nothing is called by its id, and stays unmatched. */
export function goldNeed(row: Record<string, unknown>, codes: CodeFinder): RecordOf<"need"> {
  const budget = numberAt(row, "budget_wan");
  const description = stringAt(row, "description");
  const content = needContent.parse({
    title: titleOf(row, description, 80),
    description,
    keywords: stringsAt(row, "keywords"),
    cooperationModes: stringsAt(row, "cooperation_modes"),
    field: codes.field(stringAt(row, "field")),
    regionCode: codes.region(stringAt(row, "region")),
    regionText: stringAt(row, "region"),
    budgetFen: budget === null ? null : Math.round(budget * 1_000_000),
    deadline: stringAt(row, "deadline") || null,
  });
  return unstoredRecord("need", stringAt(row, "id"), null, content);
}

/** An expert of a judged collection as the product's own record. */
export function goldExpert(row: Record<string, unknown>): RecordOf<"expert"> {
  const content = expertContent.parse({
    name: stringAt(row, "name") || stringAt(row, "id"),
    title: stringAt(row, "title"),
    organizationName: stringAt(row, "org"),
    department: stringAt(row, "department"),
    researchDirections: stringsAt(row, "research_directions"),
    bio: stringAt(row, "bio"),
    projects: stringsAt(row, "projects"),
    papers: stringsAt(row, "papers_titles"),
    patents: stringsAt(row, "patents_titles"),
    keywords: stringsAt(row, "keywords"),
  });
  return unstoredRecord("expert", stringAt(row, "id"), null, content);
}

/** An achievement of a judged collection as the product's own record. */
export function goldAchievement(row: Record<string, unknown>, codes: CodeFinder): RecordOf<"achievement"> {
  const abstract = stringAt(row, "abstract");
  const content = achievementContent.parse({
    title: titleOf(row, abstract, 200),
    abstract,
    keywords: stringsAt(row, "keywords"),
    field: codes.field(stringAt(row, "field")),
    trl: numberAt(row, "trl"),
    patents: stringsAt(row, "patents"),
    transferModes: stringsAt(row, "transfer_modes"),
  });
  return unstoredRecord("achievement", stringAt(row, "id"), null, content);
}

/** The title, within what the product stores; the id where title and text are both missing. */
function titleOf(row: Record<string, unknown>, text: string, maxChars: number): string {
  const title = stringAt(row, "title").trim().slice(0, maxChars);
  return title === "" && text.trim() === "" ? stringAt(row, "id") : title;
}
