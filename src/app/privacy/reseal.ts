import { and, eq, isNotNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Orm } from "../../db/database.ts";
import { readMeta, writeMeta } from "../../db/meta.ts";
import { userTable } from "../../db/schema/account.ts";
import { idempotencyTable } from "../../db/schema/audit.ts";
import { contactTable } from "../../db/schema/contact.ts";
import { lockChain } from "../audit/chain-end.ts";
import type { AppContext } from "../context.ts";
import { sealContact } from "../record/save-contact.ts";

const CHUNK = 500;
const nonceBytes = 12;
/** What an earlier version wrote unsealed does not look like this. */
const sealedForm = /^v1\.[\w-]{8}\.[\w-]{16}\.[\w-]{22,}$/;

export interface Resealed {
  contacts: number;
  accounts: number;
  /** Kept answers dropped: they are sealed by an older secret and of no use after a day. */
  answers: number;
}

/**
 * Seals by the newest secret whatever is not: contacts stored before contacts were sealed, and all that an older secret sealed.
 * Runs at every start; where nothing is to be done it writes nothing. Cut off, it goes on at the next start.
 * @throws AppError `internal` where a value can be opened by no secret
 */
export async function reseal({ ctx }: { ctx: AppContext }): Promise<Resealed> {
  const { db } = ctx;
  let contacts = 0;
  let wasPlain = false;
  for (let done = CHUNK; done === CHUNK; contacts += done) {
    const chunk = await db.transaction((tx) => resealContacts(ctx, tx));
    done = chunk.rows;
    wasPlain ||= chunk.plain;
  }
  let accounts = 0;
  for (let done = CHUNK; done === CHUNK; accounts += done) done = await db.transaction((tx) => resealUsers(ctx, tx));
  const answers = await db.orm
    .delete(idempotencyTable)
    .where(foreign(ctx, idempotencyTable.response))
    .returning({ key: idempotencyTable.key });
  await resealChainEnd(ctx);
  // Old versions of the rows would otherwise lie in the database's files until it cleans up by itself.
  if (wasPlain) {
    await db.orm.execute(sql`vacuum full contact`);
    await db.orm.execute(sql`checkpoint`);
  }
  return { contacts, accounts, answers: answers.length };
}

/** Not sealed by the newest secret. */
function foreign({ keyRing }: AppContext, column: PgColumn): SQL {
  return and(isNotNull(column), ne(column, ""), sql`not starts_with(${column}, ${keyRing.prefix})`)!;
}

async function resealContacts(ctx: AppContext, tx: Orm): Promise<{ rows: number; plain: boolean }> {
  const { subjectKind, subjectId, name, phone, email } = contactTable;
  const rows = await tx
    .select()
    .from(contactTable)
    .where(or(foreign(ctx, name), foreign(ctx, phone), foreign(ctx, email)))
    .limit(CHUNK)
    .for("update");
  let plain = false;
  const open = (text: string) => {
    if (sealedForm.test(text)) return ctx.keyRing.unseal(text);
    plain ||= text !== "";
    return text;
  };
  for (const row of rows) {
    const contact = { name: open(row.name), phone: open(row.phone), email: open(row.email) };
    await tx
      .update(contactTable)
      .set(sealContact(ctx, contact))
      .where(and(eq(subjectKind, row.subjectKind), eq(subjectId, row.subjectId)));
  }
  return { rows: rows.length, plain };
}

async function resealUsers(ctx: AppContext, tx: Orm): Promise<number> {
  const { id, phone, email, totpSecret } = userTable;
  const rows = await tx
    .select({ id, phone, email, totpSecret })
    .from(userTable)
    .where(or(foreign(ctx, phone), foreign(ctx, email), foreign(ctx, totpSecret)))
    .limit(CHUNK)
    .for("update");
  const again = (sealed: string | null) =>
    sealed === null ? null : ctx.keyRing.seal(ctx.keyRing.unseal(sealed), ctx.randomBytes(nonceBytes));
  for (const row of rows) {
    const sealed = { phone: again(row.phone), email: again(row.email), totpSecret: again(row.totpSecret) };
    await tx.update(userTable).set(sealed).where(eq(id, row.id));
  }
  return rows.length;
}

async function resealChainEnd(ctx: AppContext): Promise<void> {
  const { keyRing } = ctx;
  const current = await readMeta(ctx.db.orm, "auditEnd");
  if (current === null || keyRing.isCurrent(current) || !sealedForm.test(current)) return;
  await ctx.db.transaction(async (tx) => {
    await lockChain(tx);
    const sealed = (await readMeta(tx, "auditEnd"))!;
    const text = keyRing.unseal(sealed);
    await writeMeta(tx, "auditEnd", keyRing.seal(text, ctx.randomBytes(nonceBytes)), ctx.now());
  });
}
