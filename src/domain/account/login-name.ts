import { z } from "zod";

/** Letters, digits, 汉字 and . _ -; never only digits and never with @, so that it cannot be taken for a phone or an e-mail. */
export const username = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}._-]{2,30}$/u, "2 到 30 个字母、汉字、数字或 . _ -")
  .refine((name) => !/^\p{N}+$/u.test(name), "不能只有数字，以免与手机号相混");

/** A phone number as it is kept: digits, with + and country code when it is not Chinese. */
export const phone = z
  .string()
  .transform(phoneDigits)
  .pipe(z.string().regex(/^(\+\d{6,15}|\d{6,15})$/, "手机号或电话号码"));

export const email = z
  .string()
  .trim()
  .max(120)
  .pipe(z.email("邮箱地址，如 name@example.cn"))
  .transform((address) => address.toLowerCase());

/** Usernames are one when these are equal. */
export function usernameKey(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}

/** What somebody typed to sign in, as what it is. */
export type LoginName = { by: "username" | "phone" | "email"; value: string };

/** Tells the three kinds of login name apart by their form alone. */
export function readLoginName(typed: string): LoginName {
  const text = typed.normalize("NFKC").trim();
  if (text.includes("@")) return { by: "email", value: text.toLowerCase() };
  if (/^[+\d][\d\s()-]{5,}$/.test(text)) return { by: "phone", value: phoneDigits(text) };
  return { by: "username", value: usernameKey(text) };
}

function phoneDigits(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/[\s()-]/g, "")
    .replace(/^(\+86|0086)/, "");
}
