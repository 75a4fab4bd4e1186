import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { appendAudit } from "../../src/app/audit/append-audit.ts";
import { type AuditVerification, verifyAudit } from "../../src/app/audit/verify-audit.ts";
import type { AppContext } from "../../src/app/context.ts";
import type { Orm } from "../../src/db/database.ts";
import { readMeta, writeMeta } from "../../src/db/meta.ts";
import { auditTable } from "../../src/db/schema/audit.ts";
import { metaTable } from "../../src/db/schema/meta.ts";
import { localStaff } from "../../src/domain/shared/principal.ts";
import { createKeyRing } from "../../src/secrets/key-ring.ts";
import { createTestContext } from "../support/context.ts";
import { describeOnDatabase } from "../support/database.ts";

const deed = (subjectId: string) => ({ action: "role.change", subjectKind: "user", subjectId }) as const;

async function chainOf(ctx: AppContext, rows: number): Promise<void> {
  for (let n = 1; n <= rows; n += 1) await ctx.db.transaction((tx) => appendAudit(ctx, tx, deed(`u${n}`)));
}

/** What somebody with the database's own password can do: the triggers do not bind its owner. */
function tamper(ctx: AppContext, change: (tx: Orm) => Promise<unknown>): Promise<unknown> {
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    return change(tx);
  });
}

describeOnDatabase("the audit chain", (current) => {
  it("holds over single rows, many at once and facts of every sort", async () => {
    const { ctx } = createTestContext(current().db);
    expect(await verifyAudit({ ctx })).toEqual({ rows: 0, end: null, broken: null });
    await chainOf(ctx, 3);
    await ctx.db.transaction((tx) => appendAudit(ctx, tx, deed("u4"), deed("u5")));
    const details = { when: ctx.now(), none: undefined, list: [1, 1.5, null], text: "甲\0\ud800" };
    await ctx.db.transaction((tx) => appendAudit(ctx, tx, { ...deed("u6"), reason: "核对", details }));
    await Promise.all(Array.from({ length: 20 }, () => ctx.db.transaction((tx) => appendAudit(ctx, tx, deed("x")))));
    expect(await verifyAudit({ ctx })).toMatchObject({ rows: 26, end: { seq: 26 }, broken: null });
  });

  it("keeps nothing of a deed that was not done", async () => {
    const { ctx } = createTestContext(current().db);
    await chainOf(ctx, 1);
    const failing = ctx.db.transaction(async (tx) => {
      await appendAudit(ctx, tx, deed("u2"));
      throw new TypeError("the deed fails");
    });
    await expect(failing).rejects.toThrow();
    expect(await verifyAudit({ ctx })).toMatchObject({ rows: 1, broken: null });
  });

  it("is refused to change by the database itself", async () => {
    const { ctx } = createTestContext(current().db);
    await chainOf(ctx, 2);
    const { orm } = ctx.db;
    for (const change of [
      () => orm.update(auditTable).set({ actor: "u9" }).where(eq(auditTable.seq, 1)),
      () => orm.delete(auditTable),
      () => orm.execute(sql`truncate audit_entry`),
    ]) {
      await expect(change()).rejects.toMatchObject({ code: "internal" });
    }
    expect(await verifyAudit({ ctx })).toMatchObject({ rows: 2, broken: null });
  });

  const edits: [string, (ctx: AppContext, tx: Orm) => Promise<unknown>, AuditVerification["broken"]][] = [
    [
      "an edited fact",
      (_, tx) => tx.update(auditTable).set({ reason: "改" }).where(eq(auditTable.seq, 4)),
      { seq: 4, flaw: "edited" },
    ],
    [
      "an edited time",
      (_, tx) => tx.execute(sql`update audit_entry set at = at + interval '1 ms' where seq = 2`),
      { seq: 2, flaw: "edited" },
    ],
    [
      "an edited first row",
      (_, tx) => tx.execute(sql`update audit_entry set ip = '1.2.3.4' where seq = 1`),
      { seq: 1, flaw: "edited" },
    ],
    ["a removed row", (_, tx) => tx.delete(auditTable).where(eq(auditTable.seq, 3)), { seq: 3, flaw: "missing" }],
    ["a removed first row", (_, tx) => tx.delete(auditTable).where(eq(auditTable.seq, 1)), { seq: 1, flaw: "missing" }],
    [
      "two rows exchanged",
      (_, tx) =>
        tx
          .execute(
            sql`update audit_entry set seq = case seq when 3 then 5 when 5 then 3 else seq end + 100 where seq in (3, 5)`,
          )
          .then(() => tx.execute(sql`update audit_entry set seq = seq - 100 where seq > 100`)),
      { seq: 3, flaw: "edited" },
    ],
    [
      "rows cut off the end",
      (_, tx) => tx.execute(sql`delete from audit_entry where seq > 7`),
      { seq: 8, flaw: "truncated" },
    ],
    ["every row cut off", (_, tx) => tx.execute(sql`delete from audit_entry`), { seq: 1, flaw: "truncated" }],
    ["a row added behind the end", (_, tx) => forge(tx, 10, 11), { seq: 11, flaw: "end" }],
    [
      "a last row written anew",
      (_, tx) => tx.execute(sql`delete from audit_entry where seq = 10`).then(() => forge(tx, 9, 10)),
      { seq: 10, flaw: "end" },
    ],
    ["the sealed end removed", (_, tx) => tx.delete(metaTable), { seq: 10, flaw: "endLost" }],
    [
      "the sealed end forged",
      (ctx, tx) => writeMeta(tx, "auditEnd", createKeyRing(["another"]).seal("7:x", new Uint8Array(12)), ctx.now()),
      { seq: 10, flaw: "endLost" },
    ],
  ];

  /** A row whose own hash is right, as one who knows the program would write it. */
  async function forge(tx: Orm, after: number, seq: number): Promise<void> {
    const { entryHash } = await import("../../src/app/audit/append-audit.ts");
    const [before] = await tx.select().from(auditTable).where(eq(auditTable.seq, after));
    const { at, previousHash: _previous, hash, ...facts } = { ...before!, seq, actor: "forger" };
    const own = entryHash({ ...facts, at: at.toISOString() }, hash);
    await tx.insert(auditTable).values({ ...facts, at, previousHash: hash, hash: own });
  }

  for (const [name, change, broken] of edits) {
    it(`names ${name}`, async () => {
      const { ctx } = createTestContext(current().db);
      await chainOf(ctx, 10);
      await tamper(ctx, (tx) => change(ctx, tx));
      const found = await verifyAudit({ ctx });
      expect(found.broken).toEqual(broken);
      // Going on does not heal it.
      await chainOf(ctx, 2);
      expect((await verifyAudit({ ctx })).broken).not.toBeNull();
    });
  }

  it("names an older end put back together with the rows it closed, once it goes on", async () => {
    const { ctx } = createTestContext(current().db);
    await chainOf(ctx, 5);
    const older = (await readMeta(ctx.db.orm, "auditEnd"))!;
    await chainOf(ctx, 5);
    await tamper(ctx, (tx) => writeMeta(tx, "auditEnd", older, ctx.now()));
    expect((await verifyAudit({ ctx })).broken).toEqual({ seq: 6, flaw: "end" });
    await chainOf(ctx, 1);
    expect((await verifyAudit({ ctx })).broken).toEqual({ seq: 11, flaw: "resumed" });
  });

  it("is read by the auditor and the operator alone", async () => {
    const { ctx } = createTestContext(current().db);
    const user = {
      kind: "user",
      id: "u",
      organizationId: null,
      organizationKind: null,
      linkedOrganizationIds: [],
      region: null,
      expertId: null,
    } as const;
    const as = (roles: ("auditor" | "admin" | "staff")[]) =>
      verifyAudit({ ctx: { ...ctx, principal: { ...user, roles } } });
    expect((await as(["auditor"])).broken).toBeNull();
    for (const role of ["admin", "staff"] as const)
      await expect(as([role])).rejects.toMatchObject({ code: "forbidden" });
    expect((await verifyAudit({ ctx: { ...ctx, principal: localStaff } })).broken).toBeNull();
  });
});
