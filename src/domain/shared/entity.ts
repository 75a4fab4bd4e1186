import { z } from "zod";

/** The three kinds that are matched and searched. */
export const entityKinds = ["need", "expert", "achievement"] as const;
export type EntityKind = (typeof entityKinds)[number];

/** 中文 name of each kind, for messages and labels. */
export const entityNames: Record<EntityKind, string> = { need: "技术需求", expert: "专家", achievement: "科技成果" };

export const recordSource = z.enum(["form", "excel", "visit", "api"]);
export type RecordSource = z.infer<typeof recordSource>;

/** `public`: anyone; `signedIn`: any account; `private`: owner and staff; `hidden`: withdrawn, staff only. */
export const visibility = z.enum(["public", "signedIn", "private", "hidden"]);
export type Visibility = z.infer<typeof visibility>;

/** Columns every record carries, so that accounts can add rules without touching use cases. */
export interface RecordMeta {
  id: string;
  /** The author's own 编号, when the workbook had one. */
  number: string | null;
  organizationId: string | null;
  source: RecordSource;
  /** 1-based row of the workbook it came from; null when it did not come from one. */
  sourceRow: number | null;
  visibility: Visibility;
  createdBy: string;
  /** Starts at 1 and grows by one with every committed change. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** When its owners last said that it still holds; null = never. Saying so makes no new version. */
  confirmedAt: Date | null;
}
