import { expect, it } from "vitest";
import { createRecord } from "../../src/app/record/create-record.ts";
import { whileUnwritten } from "../../src/app/while-unwritten.ts";
import { needTable } from "../../src/db/schema/record.ts";
import type { UserPrincipal } from "../../src/domain/shared/principal.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testUser } from "../support/http-app.ts";

describeOnDatabase("what is kept while nothing is written", (current) => {
  function stage() {
    const { ctx } = createTestContext(current().db);
    let reads = 0;
    const count = (by = ctx) =>
      whileUnwritten(by, "needs", async () => {
        reads += 1;
        return ctx.db.orm.$count(needTable);
      });
    const add = (title: string) => createRecord({ ctx, kind: "need", input: { content: { title } } });
    return { ctx, count, add, reads: () => reads };
  }

  it("is read once, and anew after any write", async () => {
    const { count, add, reads } = stage();
    await add("甲");
    expect([await count(), await count(), await count(), reads()]).toEqual([1, 1, 1, 1]);
    await add("乙");
    expect([await count(), await count(), reads()]).toEqual([2, 2, 2]);
  });

  it("is each principal's own", async () => {
    const { ctx, count, reads } = stage();
    await count();
    await count({ ...ctx, principal: testUser("s1", ["staff"]) });
    await count({ ...ctx, principal: testUser("s1", ["staff"]) });
    await count({ ...ctx, principal: { ...(testUser("s1", ["staff"]) as UserPrincipal), region: "330302" } });
    expect(reads()).toBe(3);
  });

  it("is not what was read beside an open write, whose rows come to be seen later", async () => {
    const { ctx, count, add } = stage();
    await add("甲");
    if (!ctx.db.can.concurrentConnections) return expect(await count()).toBe(1);
    const [written, end] = [signal(), signal()];
    const open = ctx.db.transaction(async (tx) => {
      await tx.delete(needTable);
      written.give();
      await end.given;
    });
    await written.given;
    expect(await count()).toBe(1);
    end.give();
    await open;
    expect(await count()).toBe(0);
  });
});

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}
