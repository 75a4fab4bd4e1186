import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { auditTable } from "../../src/db/schema/audit.ts";
import { describeOnDatabase } from "../support/database.ts";
import { testApp } from "../support/http-app.ts";
import { principalsWith } from "./route-matrix/principals.ts";
import { createWorld } from "./route-matrix/world.ts";

describeOnDatabase("experts' consent and contact by the API", (current) => {
  it("does what the pages do: text version, note, reason, audit; a request sent again looks once", async () => {
    const { db } = current();
    const { ctx, ids } = await createWorld(db);
    const { call } = testApp(ctx, principalsWith(ids.expert.private));
    const base = `/api/v1/experts/${ids.expert.private}`;
    const post = (as: string, path: string, body: unknown, key?: string) =>
      call("POST", `${base}/${path}`, { as, body, ...(key !== undefined && { headers: { "idempotency-key": key } }) });
    const stateOf = (answer: Awaited<ReturnType<typeof call>>) =>
      answer.json<{ items: { field: string; state: string }[] }>().items.find(({ field }) => field === "contact")!
        .state;

    const read = await call("GET", `${base}/consents`, { as: "uniU" });
    expect([read.status, stateOf(read)]).toEqual([200, "none"]);
    const consent = { field: "contact", textVersion: "2026-01" };
    expect((await post("uniU", "consents", consent)).status).toBe(400);
    expect((await post("uniU", "consents", { ...consent, textVersion: "old", note: "书面同意书" })).status).toBe(400);
    expect(stateOf(await post("uniU", "consents", { ...consent, note: "书面同意书" }))).toBe("given");
    expect(stateOf(await post("expert", "consents/withdrawals", { field: "contact" }))).toBe("withdrawn");
    expect((await post("uniU", "consents/withdrawals", { field: "contact" })).status).toBe(400);

    expect((await post("uniU", "contact-reveals", {})).status).toBe(400);
    const first = await post("uniU", "contact-reveals", { reason: "约定面谈" }, "key-1");
    const again = await post("uniU", "contact-reveals", { reason: "约定面谈" }, "key-1");
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect((await post("uniV", "contact-reveals", { reason: "约定面谈" })).status).toBe(404);
    const trail = await db.orm.select().from(auditTable).where(eq(auditTable.subjectId, ids.expert.private));
    expect(trail.map(({ action, reason }) => [action, reason])).toEqual(
      expect.arrayContaining([
        ["consent.give", "书面同意书"],
        ["consent.withdraw", ""],
      ]),
    );
    expect(trail.filter(({ action }) => action === "contact.reveal").map(({ reason }) => reason)).toEqual(["约定面谈"]);
  });
});
