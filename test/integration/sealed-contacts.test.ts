import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { createIndexer } from "../../indexer/run.ts";
import { verifyAudit } from "../../src/app/audit/verify-audit.ts";
import { answerOnce } from "../../src/app/idempotency/answer-once.ts";
import { importRows } from "../../src/app/import/import-rows.ts";
import { reseal } from "../../src/app/privacy/reseal.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { getContact } from "../../src/app/record/get-contact.ts";
import { connectPglite } from "../../src/db/connect-pglite.ts";
import { lockDirectory } from "../../src/db/directory-lock.ts";
import { executeRows } from "../../src/db/execute-rows.ts";
import { migrate } from "../../src/db/migrate.ts";
import { userTable } from "../../src/db/schema/account.ts";
import { contactTable } from "../../src/db/schema/contact.ts";
import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import type { EntityKind } from "../../src/domain/shared/entity.ts";
import { openEngine } from "../../src/entry/pick-adapters.ts";
import { gramsOnlyCutter } from "../../src/search/tokenizer/grams-only.ts";
import { createKeyRing } from "../../src/secrets/key-ring.ts";
import { createAccount } from "../support/accounts.ts";
import { createTestContext } from "../support/context.ts";
import { databaseName, describeOnDatabase } from "../support/database.ts";
import { sampleContent } from "../support/samples.ts";

const canary = { name: "欧阳雀青", phone: "13977701234", email: "canary.quail@example.com" };
const formCanary = { name: "司徒雀蓝", phone: "057788990011", email: "canary.form@example.com" };
const userCanary = { phone: "13977709999", email: "canary.user@example.com" };
const spoken = "一三九七七七零八八八八";
const words = [
  ...Object.values(canary),
  ...Object.values(formCanary),
  ...Object.values(userCanary),
  "139 7770 1234",
  "13977705678",
  "canary.free@example.com",
  spoken,
];

const importRow = (kind: EntityKind) => ({
  content: sampleContent(kind, `高温轴承${kind}`),
  contact: canary,
  number: `${kind}-1`,
  sheet: "表",
  row: 3,
  raw: {
    名称: `高温轴承${kind}`,
    联系电话: "139 7770 1234",
    备注: `找${canary.name}，或打 13977705678、${spoken}，邮箱 canary.free@example.com`,
    邮箱: canary.email,
  },
});

async function fill(ctx: Parameters<typeof importRows>[0]["ctx"]) {
  const source = { fileName: "需求.xlsx", sha256: "ab".repeat(32) };
  for (const kind of ["need", "achievement"] as const) await importRows({ ctx, kind, rows: [importRow(kind)], source });
  const broken = { ...importRow("need"), contact: { ...canary, phone: `${canary.phone} `.repeat(9) } };
  await importRows({ ctx, kind: "need", rows: [broken], source: { ...source, sha256: "cd".repeat(32) } });
  const form = { content: sampleContent("expert", "某专家"), contact: formCanary };
  const expert = await createRecord({ ctx, kind: "expert", input: form });
  const account = await createAccount(ctx, "enterprise", userCanary);
  const run = async () => ({ status: 200, body: JSON.stringify(canary), headers: {} });
  await answerOnce({ ctx, input: { key: "the-key-of-a-test-0001", request: {}, run } });
  return { expertId: expert.id, accountId: account.id };
}

async function everyFile(directory: string): Promise<[string, Buffer][]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(files.map(async (file) => [file, await readFile(file)]));
}

describeOnDatabase("contacts at rest", (current) => {
  it("leaves none of them readable in any table", async () => {
    const { ctx, logged, indexer } = createTestContext(current().db);
    await fill(ctx);
    await indexer.drain();
    const tables = await executeRows<{ name: string }>(
      ctx.db.orm,
      sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    );
    expect(tables.length).toBeGreaterThan(20);
    const hits: string[] = [];
    for (const { name } of tables) {
      const rows = await executeRows(ctx.db.orm, sql.raw(`select to_jsonb(t) as row from ${name} t`));
      const text = JSON.stringify(rows);
      hits.push(...words.filter((word) => text.includes(word)).map((word) => `${name}: ${word}`));
    }
    expect(hits).toEqual([]);
    expect(words.filter((word) => JSON.stringify(logged).includes(word))).toEqual([]);
  });

  it("seals what earlier versions wrote plain, and all anew under another secret, once", async () => {
    const { ctx } = createTestContext(current().db);
    const { expertId, accountId } = await fill(ctx);
    await ctx.db.orm.update(contactTable).set(canary).where(eq(contactTable.subjectKind, "need"));
    expect(await reseal({ ctx })).toEqual({ contacts: 1, accounts: 0, answers: 0 });
    expect(await reseal({ ctx })).toEqual({ contacts: 0, accounts: 0, answers: 0 });

    const rotated = { ...ctx, keyRing: createKeyRing(["a newer secret of the tests", "secret of the tests"]) };
    expect(await reseal({ ctx: rotated })).toEqual({ contacts: 3, accounts: 1, answers: 1 });
    expect(await reseal({ ctx: rotated })).toEqual({ contacts: 0, accounts: 0, answers: 0 });
    const alone = { ...ctx, keyRing: createKeyRing(["a newer secret of the tests"]) };
    expect(await getContact({ ctx: alone, kind: "expert", id: expertId })).toEqual(formCanary);
    const [user] = await ctx.db.orm.select().from(userTable).where(eq(userTable.id, accountId));
    expect(alone.keyRing.unseal(user!.phone!)).toBe(userCanary.phone);
    expect(alone.keyRing.unseal(user!.email!)).toBe(userCanary.email);
    expect(await verifyAudit({ ctx: alone })).toMatchObject({ broken: null });
  });
});

// The files of a PostgreSQL server are not ours: only an embedded installation has any.
const describeEmbedded = databaseName === "pglite" ? describe : () => {};
describeEmbedded("files of an embedded installation", () => {
  const directories: string[] = [];
  afterAll(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true, force: true }))));

  it("hold no contact in database, write-ahead log or index snapshot", async () => {
    const directory = await mkdtemp(join(tmpdir(), "duijie-sealed-"));
    directories.push(directory);
    const lock = await lockDirectory(directory);
    const db = await connectPglite({ lock });
    await migrate(db);
    const { ctx } = createTestContext(db);
    const analyser = createAnalyser(gramsOnlyCutter);
    const search = openEngine({ analyser, directory: join(directory, "index") });
    const indexer = createIndexer({ db, search, now: ctx.now, log: () => {} });
    await fill({ ...ctx, search });
    await indexer.drain();
    await search.flush();
    await db.orm.execute(sql`checkpoint`);
    await search.close();
    await db.close();
    const files = await everyFile(directory);
    const text = (word: string) => Buffer.from(word);
    expect(files.some(([, bytes]) => bytes.includes(text("高温轴承need")))).toBe(true);
    const hits = files.flatMap(([file, bytes]) =>
      words.filter((word) => bytes.includes(text(word))).map((word) => `${file}: ${word}`),
    );
    expect(hits).toEqual([]);
  }, 120_000);
});
