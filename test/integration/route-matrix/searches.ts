import type { AppContext } from "../../../src/app/context.ts";
import { saveSearch } from "../../../src/app/saved-search/save-search.ts";
import { userTable } from "../../../src/db/schema/account.ts";
import { savedSearchTable } from "../../../src/db/schema/saved-search.ts";
import { principalsWith } from "./principals.ts";

/** Rows of the users in the table, for what hangs on an account. */
export async function addUsers(ctx: AppContext, expertId: string): Promise<void> {
  const now = ctx.now();
  const stamp = { createdBy: "system", version: 1, createdAt: now, updatedAt: now };
  const users = Object.entries(principalsWith(expertId)).flatMap(([name, principal]) =>
    principal.kind === "user"
      ? [
          {
            id: principal.id,
            username: name,
            usernameKey: `matrix-${name}`.toLowerCase(),
            displayName: name,
            principal,
          },
        ]
      : [],
  );
  await ctx.db.orm
    .insert(userTable)
    .values(
      users.map(({ principal, ...user }) => ({ ...user, roles: principal.roles, status: "active" as const, ...stamp })),
    );
}

/** A saved search of firm A's member; the others are taken away, so that no cell meets the limit. */
export async function makeSearch(ctx: AppContext, expertId: string): Promise<string> {
  await ctx.db.orm.delete(savedSearchTable);
  const owner = { ...ctx, principal: principalsWith(expertId).entA! };
  return (await saveSearch({ ctx: owner, input: { name: "废水", query: { text: "废水" } } })).id;
}
