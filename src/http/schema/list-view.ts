import { z } from "@hono/zod-openapi";
import type { ListVersion, VersionBrief } from "../../app/match-list/approve-list.ts";
import type { ListedNeed, ListSummary } from "../../app/match-list/get-lists.ts";
import type { ListVersionView } from "../../app/match-list/get-version.ts";
import type { MatchListRow } from "../../app/match-list/list-scope.ts";
import type { ListedPair, PairChange } from "../../domain/match-list/listed-pair.ts";
import { matchListContent, matchListStatus, matchListStatusNames } from "../../domain/match-list/match-list.ts";
import { sheetTarget } from "../../domain/match-list/sheet.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import { briefSchema, recordBrief } from "./record-view.ts";

const time = z.iso.datetime();

export const listSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    note: z.string(),
    status: matchListStatus,
    statusLabel: z.string(),
    scopeRegion: z.string().nullable().openapi({ description: "哪个区划的工作人员可用；null 为全部" }),
    version: z.number().int(),
    createdAt: time,
    updatedAt: time,
  })
  .openapi("MatchList", { description: "一份对接名单" });

/** A list as the API tells it. */
export function listView({ id, title, note, status, scopeRegion, version, createdAt, updatedAt }: MatchListRow) {
  return {
    id,
    title,
    note,
    status,
    statusLabel: matchListStatusNames[status],
    scopeRegion,
    version,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export const listSummarySchema = listSchema.extend({
  needs: z.number().int(),
  needsWithCandidates: z.number().int(),
});

export function listSummaryView(list: ListSummary) {
  return { ...listView(list), needs: list.needs, needsWithCandidates: list.needsWithCandidates };
}

/** Parsed by the use case; here for the description. */
export const listBody = z
  .strictObject(matchListContent.shape)
  .openapi("MatchListCreate", { example: { title: "2026 年春季产学研对接会", note: "" } });

export const needsBody = z
  .strictObject({
    add: z.array(z.string()).optional().openapi({ description: "加到末尾；已在名单的不动" }),
    remove: z.array(z.string()).optional().openapi({ description: "移出，并删去对其候选的处理" }),
  })
  .openapi("MatchListNeeds", { example: { add: ["8a0c2f5e-6d0b-4a53-9d64-3b1f0a7c1e22"], remove: [] } });

export const listedNeedSchema = z.object({
  place: z.number().int().openapi({ description: "在名单中的次序，从 1 起" }),
  sheetVersion: z.number().int().openapi({ description: "候选的版本；修改时写在 If-Match" }),
  included: z.number().int().openapi({ description: "已选入的候选数" }),
  need: briefSchema,
});

export function listedNeedView({ need, place, version, included }: ListedNeed) {
  return { place, sheetVersion: version, included, need: recordBrief(need as AnyRecord) };
}

const pairSchema = z
  .object({
    needId: z.string(),
    needNumber: z.string().nullable(),
    needTitle: z.string(),
    needVersion: z.number().int(),
    target: sheetTarget,
    targetTitle: z.string(),
    targetVersion: z.number().int(),
    place: z.number().int(),
    note: z.string(),
    score: z.number().nullable().openapi({ description: "审定时的匹配度 0–1；手工添加的为空" }),
  })
  .openapi("ListedPair", { description: "名单上的一项对接，名称为审定时的名称" });

function pairView({ needOrganizationId: _firm, targetOrganizationId: _college, ...pair }: ListedPair) {
  return pair;
}

const versionBrief = z.object({
  number: z.number().int(),
  pairs: z.number().int(),
  approvedAt: time,
  sentAt: time.nullable(),
});
export const versionsSchema = z.object({ items: z.array(versionBrief) }).openapi("MatchListVersions");

export function versionBriefView({ number, pairCount, approvedAt, sentAt }: VersionBrief) {
  return {
    number,
    pairs: pairCount,
    approvedAt: approvedAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  };
}

export const versionSchema = versionBrief.extend({ pairs: z.array(pairSchema) }).openapi("MatchListVersion");

export function versionView(version: ListVersion) {
  return { ...versionBriefView({ ...version, pairCount: version.pairs.length }), pairs: version.pairs.map(pairView) };
}

export const changesSchema = z
  .object({
    changes: z
      .array(
        z.object({
          change: z.enum(["added", "removed", "moved", "noted"]),
          fromPlace: z.number().int().nullable(),
          pair: pairSchema,
        }),
      )
      .nullable()
      .openapi({ description: "第一版没有可比的版本，为空" }),
  })
  .openapi("MatchListChanges");

export function changesView({ changes }: ListVersionView) {
  const view = ({ change, fromPlace, pair }: PairChange) => ({ change, fromPlace, pair: pairView(pair) });
  return { changes: changes?.map(view) ?? null };
}
