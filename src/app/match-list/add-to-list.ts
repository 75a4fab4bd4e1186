import type { AppContext } from "../context.ts";
import { within } from "../within.ts";
import { createList } from "./create-list.ts";
import { setNeeds } from "./set-needs.ts";

/** A list that is there, or the title of one to be made. */
export type WantedList = { listId: string } | { title: string };

/** Puts a need on a list; one made for it is never left behind empty.
 * @throws AppError as `createList` and `setNeeds` do */
export async function addToList({
  ctx,
  needId,
  list,
}: {
  ctx: AppContext;
  needId: string;
  list: WantedList;
}): Promise<void> {
  const input = { add: [needId] };
  if ("listId" in list) {
    await setNeeds({ ctx, listId: list.listId, input });
    return;
  }
  await ctx.db.transaction(async (tx) => {
    const inside = within(ctx, tx);
    const { id } = await createList({ ctx: inside, input: { title: list.title, note: "" } });
    await setNeeds({ ctx: inside, listId: id, input });
  });
}
