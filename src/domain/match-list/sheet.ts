import { z } from "zod";
import { type ExcludeReason, excludeReasons, noteChars } from "../matching/decision.ts";
import { text } from "../shared/text-fields.ts";

/** A candidate by kind and id. */
export const sheetTarget = z.strictObject({ kind: z.enum(["expert", "achievement"]), id: z.string().min(1).max(60) });
export type SheetTarget = z.infer<typeof sheetTarget>;

/** What staff settled about one candidate of a need. A candidate without an entry is undecided. */
export interface SheetEntry {
  target: SheetTarget;
  state: "undecided" | "included" | "excluded";
  /** With `excluded` only. */
  reason: ExcludeReason | null;
  note: string;
  pinned: boolean;
  /** Put on the sheet by staff, not proposed. */
  byHand: boolean;
}

/** A need's page of a list: the included candidates stand first, in the order of the list; the others follow by no order. */
export interface Sheet {
  entries: readonly SheetEntry[];
}

export const emptySheet: Sheet = { entries: [] };

/** Most candidates of one need that anybody settles. */
export const mostEntries = 200;

const place = z.int().min(1).max(mostEntries);
const reasonCodes = Object.keys(excludeReasons) as [ExcludeReason, ...ExcludeReason[]];

/** One step of curating, as staff state it. Places are 1-based among the included. */
export const sheetStep = z.discriminatedUnion("action", [
  /** @default place the last */
  z.strictObject({ action: z.literal("include"), target: sheetTarget, place: place.optional() }),
  z.strictObject({ action: z.literal("add"), target: sheetTarget, place: place.optional() }),
  z
    .strictObject({
      action: z.literal("exclude"),
      target: sheetTarget,
      reason: z.enum(reasonCodes),
      note: text(noteChars),
    })
    .refine((step) => step.reason !== "other" || step.note !== "", { message: "请写明排除的原因", path: ["note"] }),
  z.strictObject({ action: z.literal("clear"), target: sheetTarget }),
  z.strictObject({ action: z.literal("move"), target: sheetTarget, place }),
  z.strictObject({ action: z.literal("pin"), target: sheetTarget }),
  z.strictObject({ action: z.literal("unpin"), target: sheetTarget }),
  z.strictObject({ action: z.literal("note"), target: sheetTarget, note: text(noteChars) }),
]);
export type SheetStep = z.infer<typeof sheetStep>;

/** Puts one candidate back to what it was: what undo and redo do. `entry` null = it had none; `place` null = not included. */
export interface Restore {
  action: "restore";
  target: SheetTarget;
  entry: SheetEntry | null;
  place: number | null;
}

export interface SheetChange {
  sheet: Sheet;
  /** Undoes the change while the candidate is as the change left it. */
  inverse: Restore;
}

/** Why a step does not fit the sheet, in words for staff. */
export class SheetRefusal extends Error {}

/** The sheet after one step.
 * @throws SheetRefusal e.g. moving a candidate that is not included */
export function applyStep(sheet: Sheet, step: SheetStep | Restore): SheetChange {
  const before = entryOf(sheet, step.target);
  const inverse: Restore = {
    action: "restore",
    target: step.target,
    entry: before ?? null,
    place: placeOf(sheet, step.target),
  };
  return { sheet: put(sheet, step, before), inverse };
}

function put(sheet: Sheet, step: SheetStep | Restore, before: SheetEntry | undefined): Sheet {
  const entry = before ?? undecided(step.target);
  switch (step.action) {
    case "include":
    case "add": {
      if (entry.state === "included") throw new SheetRefusal("该候选已在名单中。");
      const byHand = step.action === "add" || entry.byHand;
      return placed(sheet, { ...entry, state: "included", reason: null, byHand }, step.place ?? null);
    }
    case "exclude":
      return placed(
        sheet,
        { ...entry, state: "excluded", pinned: false, reason: step.reason, note: step.note || entry.note },
        null,
      );
    case "clear":
      if (before === undefined) throw new SheetRefusal("该候选还没有处理过。");
      return placed(sheet, { ...entry, state: "undecided", pinned: false, reason: null }, null);
    case "move":
      if (entry.state !== "included") throw new SheetRefusal("只有名单中的候选可以调整次序。");
      return placed(sheet, entry, step.place);
    case "pin":
    case "unpin":
      if (entry.state !== "included") throw new SheetRefusal("只有名单中的候选可以固定。");
      return placed(sheet, { ...entry, pinned: step.action === "pin" }, placeOf(sheet, step.target));
    case "note":
      return placed(sheet, { ...entry, note: step.note }, placeOf(sheet, step.target));
    case "restore":
      return placed(sheet, step.entry, step.place, step.target);
  }
}

/** The sheet with the entry at that place among the included (null = last), or without it where it says nothing. */
function placed(sheet: Sheet, entry: SheetEntry | null, place: number | null, target = entry?.target): Sheet {
  const others = sheet.entries.filter((other) => !sameTarget(other.target, target!));
  const included = others.filter(({ state }) => state === "included");
  const rest = others.filter(({ state }) => state !== "included");
  if (entry === null || saysNothing(entry)) return { entries: [...included, ...rest] };
  if (others.length >= mostEntries) throw new SheetRefusal(`一项需求最多处理 ${mostEntries} 个候选。`);
  if (entry.state === "included") included.splice(place === null ? included.length : place - 1, 0, entry);
  else rest.push(entry);
  return { entries: [...included, ...rest.toSorted(byTarget)] };
}

function byTarget(a: SheetEntry, b: SheetEntry): number {
  const [left, right] = [`${a.target.kind} ${a.target.id}`, `${b.target.kind} ${b.target.id}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

function saysNothing({ state, note, byHand }: SheetEntry): boolean {
  return state === "undecided" && note === "" && !byHand;
}

export function entryOf(sheet: Sheet, target: SheetTarget): SheetEntry | undefined {
  return sheet.entries.find((entry) => sameTarget(entry.target, target));
}

/** The included candidates in the order of the list. */
export function includedOf(sheet: Sheet): SheetEntry[] {
  return sheet.entries.filter(({ state }) => state === "included");
}

/** 1-based place among the included; null for a candidate that is not. */
export function placeOf(sheet: Sheet, target: SheetTarget): number | null {
  const at = includedOf(sheet).findIndex((entry) => sameTarget(entry.target, target));
  return at < 0 ? null : at + 1;
}

export function sameTarget(a: SheetTarget, b: SheetTarget): boolean {
  return a.kind === b.kind && a.id === b.id;
}

export function sameEntry(a: SheetEntry | null, b: SheetEntry | null): boolean {
  if (a === null || b === null) return a === b;
  const names = ["state", "reason", "note", "pinned", "byHand"] as const;
  return sameTarget(a.target, b.target) && names.every((name) => a[name] === b[name]);
}

function undecided(target: SheetTarget): SheetEntry {
  return { target, state: "undecided", reason: null, note: "", pinned: false, byHand: false };
}
