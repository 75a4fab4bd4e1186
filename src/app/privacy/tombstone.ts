import { inArray } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { tombstoneTable } from "../../db/schema/disclosure.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { type ContentOf, recordTitle } from "../../domain/shared/record-content.ts";
import type { Contact } from "../../domain/shared/text-fields.ts";
import { searchKey } from "../../text/normalise.ts";
import type { AppContext } from "../context.ts";

/** What names a record's person: a profile by its name and organisation, and by phone and address. */
export interface Named<K extends EntityKind = EntityKind> {
  kind: K;
  content: ContentOf[K];
  contact: Contact | null;
}

interface Tombstone {
  kind: string;
  keyHash: string;
}

/** Marks of a record that was deleted for good: HMACs, from which nobody reads who it was. */
export async function writeTombstones(ctx: AppContext, tx: Orm, named: Named): Promise<void> {
  const rows = tombstonesOf(ctx, named).map((row) => ({ ...row, createdAt: ctx.now() }));
  await tx.insert(tombstoneTable).values(rows).onConflictDoNothing();
}

/** Which of several new records are of somebody who had theirs deleted, by position. Only profiles are of a person. */
export async function findBuried(ctx: AppContext, tx: Orm, records: readonly Named[]): Promise<ReadonlySet<number>> {
  const marks = records.map((record) => (record.kind === "expert" ? tombstonesOf(ctx, record) : []));
  const hashes = [...new Set(marks.flat().map(({ keyHash }) => keyHash))];
  if (hashes.length === 0) return new Set();
  const found = await tx.select().from(tombstoneTable).where(inArray(tombstoneTable.keyHash, hashes));
  const buried = new Set(found.map(({ kind, keyHash }) => `${kind} ${keyHash}`));
  return new Set(
    marks.flatMap((own, at) => (own.some(({ kind, keyHash }) => buried.has(`${kind} ${keyHash}`)) ? [at] : [])),
  );
}

/** What is said of a record that must not come back. */
export const buriedText = "本人已要求删除";

function tombstonesOf({ keyRing }: AppContext, { kind, content, contact }: Named): Tombstone[] {
  const tight = (text: string) => searchKey(text).replaceAll(/\s/g, "");
  const mark = (of: string, value: string): Tombstone[] =>
    value === "" ? [] : [{ kind: of, keyHash: keyRing.lookupKey(`tombstone ${of}`, value) }];
  const phone = (contact?.phone ?? "").normalize("NFKC").replaceAll(/\D/g, "").slice(-11);
  return [
    ...mark(kind, `${tight(recordTitle(kind, content))}\n${tight(content.organizationName)}`),
    ...mark("phone", phone),
    ...mark("email", (contact?.email ?? "").normalize("NFKC").trim().toLowerCase()),
  ];
}
