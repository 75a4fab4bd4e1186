import { AppError } from "../../domain/shared/errors.ts";

/** Longest Idempotency-Key. */
export const maxKeyChars = 200;
const wellFormed = /^[\x21-\x7e]{1,200}$/;

/** @throws AppError `invalid_input` for a key that is empty, too long or not visible ASCII */
export function requireKey(key: string): string {
  if (wellFormed.test(key)) return key;
  throw new AppError("invalid_input", "Idempotency-Key 无效。", {
    issues: [
      {
        where: "Idempotency-Key",
        found: key.slice(0, 40),
        expected: `1–${maxKeyChars} 个可见的英文字符，例如一个 UUID`,
      },
    ],
  });
}
