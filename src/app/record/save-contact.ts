import { and, eq } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { contactTable } from "../../db/schema/contact.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { Contact } from "../../domain/shared/text-fields.ts";

export interface ContactOwner {
  kind: EntityKind;
  id: string;
}

/** The stored contact of a record, or null. Only use cases that may show contacts, or compare them, call this. */
export async function findContact(orm: Orm, { kind, id }: ContactOwner): Promise<Contact | null> {
  const rows = await orm
    .select({ name: contactTable.name, phone: contactTable.phone, email: contactTable.email })
    .from(contactTable)
    .where(and(eq(contactTable.subjectKind, kind), eq(contactTable.subjectId, id)));
  return rows[0] ?? null;
}

/** Sets a record's contact; an empty one is removed. */
export async function saveContact(tx: Orm, { kind, id }: ContactOwner, contact: Contact, now: Date): Promise<void> {
  if (isEmptyContact(contact)) {
    await tx.delete(contactTable).where(and(eq(contactTable.subjectKind, kind), eq(contactTable.subjectId, id)));
    return;
  }
  await tx
    .insert(contactTable)
    .values({ subjectKind: kind, subjectId: id, ...contact, updatedAt: now })
    .onConflictDoUpdate({
      target: [contactTable.subjectKind, contactTable.subjectId],
      set: { ...contact, updatedAt: now },
    });
}

export function isEmptyContact(contact: Contact): boolean {
  return contact.name === "" && contact.phone === "" && contact.email === "";
}

export function sameContact(a: Contact | null, b: Contact | null): boolean {
  const [left, right] = [a ?? noContact, b ?? noContact];
  return left.name === right.name && left.phone === right.phone && left.email === right.email;
}

const noContact: Contact = { name: "", phone: "", email: "" };
