import { namesOf } from "../account/names-of.ts";
import type { AppContext } from "../context.ts";
import { findList } from "./list-scope.ts";
import { findSheet } from "./sheet-state.ts";

/** What those who look at a sheet are told: how far it is, by whom, and who else is there. */
export interface SheetNews {
  version: number;
  by: string;
  people: string[];
}

/** Somebody who has a sheet of the list open. */
interface Visit {
  actor: string;
  needId: string;
}

/** Who looks at which list in this process. Other servers' visitors are not seen; their changes are. */
const visits = new Map<string, Map<string, Visit>>();

/** Notes that somebody opened a sheet; call the result when they leave. */
export function enterList(ctx: AppContext, listId: string, needId: string): () => void {
  const here = visits.get(listId) ?? new Map<string, Visit>();
  visits.set(listId, here);
  const visit = ctx.newId();
  here.set(visit, { actor: ctx.principal.id, needId });
  return () => {
    here.delete(visit);
    if (here.size === 0 && visits.get(listId) === here) visits.delete(listId);
  };
}

/** Those who wait for a step on a list of this process. */
const waiting = new Map<string, Set<() => void>>();

/** Resolves with the next step made on the list in this process, or when `wait` does; steps on other servers are found by looking. */
export async function nextStep(listId: string, wait: Promise<unknown>): Promise<void> {
  const all = waiting.get(listId) ?? new Set<() => void>();
  waiting.set(listId, all);
  let told = () => {};
  const step = new Promise<void>((resolve) => {
    told = resolve;
  });
  all.add(told);
  await Promise.race([wait, step]);
  all.delete(told);
  if (all.size === 0 && waiting.get(listId) === all) waiting.delete(listId);
}

/** Tells those who wait that a step was made. */
export function tellStep(listId: string): void {
  for (const told of waiting.get(listId) ?? []) told();
}

/** How many wait for a step on any list. */
export function countWaiting(): number {
  return [...waiting.values()].reduce((sum, { size }) => sum + size, 0);
}

/** A sheet's news now.
 * @throws AppError `not_found` once the list is out of scope, or the need off the list */
export async function readNews({
  ctx,
  listId,
  needId,
}: {
  ctx: AppContext;
  listId: string;
  needId: string;
}): Promise<SheetNews> {
  await findList(ctx.db.orm, ctx.principal, listId);
  const { version, updatedBy } = await findSheet(ctx.db.orm, listId, needId);
  const others = new Set<string>();
  for (const visit of visits.get(listId)?.values() ?? [])
    if (visit.needId === needId && visit.actor !== ctx.principal.id) others.add(visit.actor);
  const names = await namesOf(ctx, [updatedBy, ...others]);
  return { version, by: names.get(updatedBy)!, people: [...others].map((actor) => names.get(actor)!) };
}
