import { maskContacts } from "../../domain/redaction/mask-contacts.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { Contact } from "../../domain/shared/text-fields.ts";

export type RawRow = Readonly<Record<string, unknown>>;

/** Shorter values are replaced only where they are the whole cell, lest they hit unrelated figures. */
const MIN_CHARS_INSIDE = 6;
/** A name of one character stands in ordinary words. */
const MIN_NAME_CHARS = 2;

/** The author's row with its contact, and every phone and address in its texts, replaced by placeholders such as `{phone}`, so that
 * they are stored in one place only. The name of an expert is content and stays. */
export function redactRaw(kind: EntityKind, raw: RawRow, { name, phone, email }: Contact): RawRow {
  const phoneDigits = digits(phone);
  const redact = (cell: unknown) => {
    if (typeof cell !== "string" && typeof cell !== "number") return cell;
    const text = String(cell);
    // A cell `138 0000 0000` was read as `13800000000`.
    if (phoneDigits.length >= MIN_CHARS_INSIDE && isNumber(text) && digits(text).endsWith(phoneDigits))
      return "{phone}";
    const own = replaceValue(replaceValue(text, phone, "{phone}"), email, "{email}");
    const unnamed = kind === "expert" || name.length < MIN_NAME_CHARS ? own : own.replaceAll(name, "{name}");
    const redacted = typeof cell === "string" ? maskContacts(unnamed) : unnamed;
    return redacted === text ? cell : redacted;
  };
  return Object.fromEntries(Object.entries(raw).map(([column, cell]) => [column, redact(cell)]));
}

function replaceValue(text: string, value: string, placeholder: string): string {
  if (value === "") return text;
  if (text.trim() === value) return placeholder;
  return value.length >= MIN_CHARS_INSIDE ? text.replaceAll(value, placeholder) : text;
}

function isNumber(text: string): boolean {
  return /^[\d\s()+-]+$/.test(text.normalize("NFKC"));
}

function digits(text: string): string {
  return text.normalize("NFKC").replaceAll(/\D/g, "");
}
