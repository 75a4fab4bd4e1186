import type { AchievementContent } from "../achievement/achievement.ts";
import type { ExpertContent } from "../expert/expert.ts";
import type { NeedContent } from "../need/need.ts";
import type { EntityKind } from "../shared/entity.ts";
import { type AnyRecord, type ContentOf, recordTitle } from "../shared/record-content.ts";
import type { SearchDocument, SearchField } from "./document.ts";

type FieldTexts = Partial<Record<SearchField, readonly string[]>>;

/** What of a record is ranked and searched. Money, regions and names of firms are not part of the technical text. */
export function rankedText<K extends EntityKind>(kind: K, content: ContentOf[K]): FieldTexts {
  const byKind: { [P in EntityKind]: (content: ContentOf[P]) => FieldTexts } = {
    need: needText,
    expert: expertText,
    achievement: achievementText,
  };
  const texts = byKind[kind](content);
  return Object.fromEntries(
    Object.entries(texts)
      .map(([field, items]) => [field, items.filter((item) => item.trim() !== "")] as const)
      .filter(([, items]) => items.length > 0),
  );
}

function needText(need: NeedContent): FieldTexts {
  return {
    title: [need.title],
    keywords: need.keywords,
    topics: [need.keyTechnology],
    body: [need.description, ownProblem(need), need.target, ...indicatorTexts(need)],
  };
}

/** The problem where it says more than the description: a need of one long text carries it, or its head, in both. */
export function ownProblem(need: NeedContent): string {
  return need.description.startsWith(need.problem) ? "" : need.problem;
}

function expertText(expert: ExpertContent): FieldTexts {
  return {
    keywords: expert.keywords,
    topics: expert.researchDirections,
    body: [expert.bio],
    works: [...expert.papers, ...expert.patents, ...expert.projects],
  };
}

function achievementText(achievement: AchievementContent): FieldTexts {
  return {
    title: [achievement.title],
    keywords: achievement.keywords,
    body: [achievement.abstract, achievement.applications, achievement.evidence],
    works: achievement.patents,
  };
}

/** Each indicator as one phrase, e.g. `附着力 ≥5 MPa`. */
export function indicatorTexts(need: NeedContent): string[] {
  return need.indicators.map(({ name, operator, value, unit }) => `${name} ${operator}${value ?? ""} ${unit}`.trim());
}

/** The index entry of a record. */
export function projectRecord(record: AnyRecord): SearchDocument {
  const { kind, id, version, visibility, content } = record;
  const keywords = content.keywords;
  const organization = content.organizationName;
  return {
    kind,
    id,
    version,
    visibility,
    text: rankedText(kind, content),
    names: [recordTitle(kind, content), organization, ...keywords, ...directions(record)].filter((name) => name !== ""),
    facets: facetsOf(record),
  };
}

function directions(record: AnyRecord): readonly string[] {
  return record.kind === "expert" ? record.content.researchDirections : [];
}

function facetsOf(record: AnyRecord): Record<string, string[]> {
  const { content } = record;
  const facets: Record<string, string[]> = {
    region: regionPath(content.regionCode),
    organization: content.organizationName === "" ? [] : [content.organizationName],
    field: (record.kind === "expert" ? record.content.fields : [record.content.field ?? ""]).flatMap(codePath),
  };
  if (record.kind === "need") facets.mode = [...record.content.cooperationModes];
  if (record.kind === "expert") facets.mode = [...record.content.cooperationModes];
  if (record.kind === "achievement") {
    facets.mode = [...record.content.transferModes];
    facets.trl = record.content.trl === null ? [] : [String(record.content.trl)];
  }
  return facets;
}

/** Provinces that are cities: no prefecture stands between them and their districts. */
const municipalities = new Set(["11", "12", "31", "50"]);

/** `330302` → `330000`, `330300`, `330302`: province, prefecture, county as far as stated. */
function regionPath(code: string | null): string[] {
  if (code === null) return [];
  const prefecture = municipalities.has(code.slice(0, 2)) ? [] : [`${code.slice(0, 4)}00`];
  return [...new Set([`${code.slice(0, 2)}0000`, ...prefecture, code])];
}

/** Digits of the three levels of the high-tech fields. */
const fieldLevels = [2, 3, 5];

/** `10101` → `10`, `101`, `10101`. */
function codePath(code: string): string[] {
  return fieldLevels.filter((digits) => code.length >= digits).map((digits) => code.slice(0, digits));
}
