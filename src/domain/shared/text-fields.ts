import { z } from "zod";

/** Trimmed text of at most `max` UTF-16 units; "" when the author left it out. */
export function text(max: number) {
  return z.string().trim().max(max).default("");
}

/** Why somebody did what touches another person: always asked for, kept in the audit. */
export const statedReason = z.string().trim().min(2, "请写明理由，至少 2 个字").max(300);

/** Short distinct phrases in the author's order; empties dropped. */
export function phrases(maxItems: number, maxChars: number) {
  return z
    .array(z.string().trim().max(maxChars))
    .transform((items) => [...new Set(items.filter((item) => item !== ""))])
    .pipe(z.array(z.string()).max(maxItems))
    .default([]);
}

/** GB/T 2260 code of six digits, or null when the region is unknown. */
export const regionCode = z
  .string()
  .regex(/^\d{6}$/)
  .nullable()
  .default(null);

/** Money in 分 (1/100 yuan), or null when not stated. 2^53 分 is about 90 万亿元. */
export const fen = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).nullable().default(null);

/** Calendar day `YYYY-MM-DD`, checked to exist. */
export const day = z.iso.date().nullable().default(null);

/** Contact of a person. Kept apart from content: it never enters an index, a match or an explanation. */
export const contact = z.strictObject({
  name: text(50),
  phone: text(40),
  email: text(120),
});
export type Contact = z.infer<typeof contact>;
