import { findRow } from "../../db/records.ts";
import type { ConsentStates } from "../../domain/privacy/consent.ts";
import { maskValue } from "../../domain/redaction/mask-contacts.ts";
import { notFound } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { findContact } from "../record/save-contact.ts";
import { scopeFor, worksWith } from "../scope.ts";
import { isOwnProfile } from "./change-consent.ts";
import { type ConsentRow, findConsents, statesOf } from "./consents.ts";

/** What a reader of a profile may know and do about its person's data. */
export interface ExpertPrivacyView {
  expertId: string;
  states: ConsentStates;
  rows: readonly ConsentRow[];
  /** The person themself; their institution or staff; or another reader. */
  seat: "self" | "office" | "reader";
  /** The contact with its middle left out, for self and office; null when there is none. */
  masked: { name: string; phone: string; email: string } | null;
  mayAskContact: boolean;
}

/** @throws AppError `not_found` */
export async function expertPrivacy({
  ctx,
  expertId,
}: {
  ctx: AppContext;
  expertId: string;
}): Promise<ExpertPrivacyView> {
  const { orm } = ctx.db;
  const row = await findRow(orm, "expert", expertId, scopeFor(ctx.principal, "read", "expert"));
  if (row === undefined) throw notFound("专家");
  const answers = (await findRow(orm, "expert", expertId, worksWith(ctx.principal, "expert"))) !== undefined;
  const rows = await findConsents(orm, expertId);
  const states = statesOf(rows);
  const seat = isOwnProfile(ctx, expertId) ? "self" : answers ? "office" : "reader";
  const contact = answers ? await findContact(ctx, orm, { kind: "expert", id: expertId }) : null;
  const masked =
    contact === null
      ? null
      : { name: maskName(contact.name), phone: maskValue(contact.phone), email: maskValue(contact.email) };
  const isMember = ctx.principal.kind !== "visitor";
  const mayAskContact = answers ? contact !== null : isMember && states.contact === "given";
  return { expertId, states, rows, seat, masked, mayAskContact };
}

/** What an expert agreed to, for whoever answers for the profile.
 * @throws AppError `unauthenticated`, `not_found` */
export async function readConsents({ ctx, expertId }: { ctx: AppContext; expertId: string }): Promise<ConsentStates> {
  const { orm } = ctx.db;
  const row = await findRow(orm, "expert", expertId, scopeFor(ctx.principal, "own", "expert"));
  if (row === undefined) throw notFound("专家");
  return statesOf(await findConsents(orm, expertId));
}

/** The family name alone: 张机密 → 张**. */
function maskName(name: string): string {
  const [first = "", ...others] = name;
  return first + "*".repeat(others.length);
}
