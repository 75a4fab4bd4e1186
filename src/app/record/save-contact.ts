import { and, eq } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { contactTable } from "../../db/schema/contact.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { Contact } from "../../domain/shared/text-fields.ts";
import type { AppContext } from "../context.ts";

export interface ContactOwner {
  kind: EntityKind;
  id: string;
}

/** The stored contact of a record, or null. Only use cases that may show contacts, or compare them, call this. */
export async function findContact(
  ctx: Pick<AppContext, "keyRing">,
  orm: Orm,
  owner: ContactOwner,
): Promise<Contact | null> {
  const { kind, id } = owner;
  const rows = await orm
    .select({ name: contactTable.name, phone: contactTable.phone, email: contactTable.email })
    .from(contactTable)
    .where(and(eq(contactTable.subjectKind, kind), eq(contactTable.subjectId, id)));
  const [row] = rows;
  if (row === undefined) return null;
  const open = (sealed: string) => (sealed === "" ? "" : ctx.keyRing.unseal(sealed));
  return { name: open(row.name), phone: open(row.phone), email: open(row.email) };
}

/** Sets a record's contact; an empty one is removed. */
export async function saveContact(
  ctx: AppContext,
  tx: Orm,
  { kind, id }: ContactOwner,
  contact: Contact,
): Promise<void> {
  if (isEmptyContact(contact)) {
    await tx.delete(contactTable).where(and(eq(contactTable.subjectKind, kind), eq(contactTable.subjectId, id)));
    return;
  }
  const row = { ...sealContact(ctx, contact), updatedAt: ctx.now() };
  await tx
    .insert(contactTable)
    .values({ subjectKind: kind, subjectId: id, ...row })
    .onConflictDoUpdate({
      target: [contactTable.subjectKind, contactTable.subjectId],
      set: row,
    });
}

/** A contact as it is stored; what is "" stays so. */
export function sealContact(ctx: Pick<AppContext, "keyRing" | "randomBytes">, contact: Contact): Contact {
  const seal = (text: string) => (text === "" ? "" : ctx.keyRing.seal(text, ctx.randomBytes(nonceBytes)));
  return { name: seal(contact.name), phone: seal(contact.phone), email: seal(contact.email) };
}

export function isEmptyContact(contact: Contact): boolean {
  return contact.name === "" && contact.phone === "" && contact.email === "";
}

export function sameContact(a: Contact | null, b: Contact | null): boolean {
  const [left, right] = [a ?? noContact, b ?? noContact];
  return left.name === right.name && left.phone === right.phone && left.email === right.email;
}

const nonceBytes = 12;
const noContact: Contact = { name: "", phone: "", email: "" };
