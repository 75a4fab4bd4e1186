import { scrypt, timingSafeEqual } from "node:crypto";
import type { PasswordAlgorithm } from "./password-hasher.ts";

/** Cost: N = 2^ln, r, p. 16 MiB a hash. */
export interface ScryptCost {
  ln: number;
  r: number;
  p: number;
}

/** OWASP Password Storage Cheat Sheet: N=2^14, r=8, p=5 is as hard as argon2id with 19 MiB. */
export const scryptCost: ScryptCost = { ln: 14, r: 8, p: 5 };

const hashBytes = 32;
const storedForm = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** scrypt of node:crypto: no native part of ours, also in Workers, and several times slower than argon2 at equal strength. */
export function createScrypt(cost: ScryptCost = scryptCost): PasswordAlgorithm {
  const parameters = `ln=${cost.ln},r=${cost.r},p=${cost.p}`;
  const stored = (salt: Uint8Array, hash: Uint8Array) => `$scrypt$${parameters}$${base64(salt)}$${base64(hash)}`;
  return {
    prefix: "$scrypt$",
    decoy: stored(new Uint8Array(16), new Uint8Array(hashBytes)),
    hash: async (password, salt) => stored(salt, await derive(password, salt, cost, hashBytes)),
    async verify(password, text) {
      const [, ln, r, p, salt = "", hash = ""] = storedForm.exec(text) ?? [];
      if (ln === undefined) return false;
      const expected = Buffer.from(hash, "base64");
      const made = await derive(
        password,
        Buffer.from(salt, "base64"),
        { ln: Number(ln), r: Number(r), p: Number(p) },
        expected.length,
      );
      return timingSafeEqual(made, expected);
    },
    isCurrent: (text) => text.startsWith(`$scrypt$${parameters}$`),
  };
}

function derive(password: string, salt: Uint8Array, { ln, r, p }: ScryptCost, bytes: number): Promise<Buffer> {
  const N = 2 ** ln;
  return new Promise((resolve, reject) => {
    scrypt(password, salt, bytes, { N, r, p, maxmem: 128 * N * r * 2 }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

/** Without padding, as PHC strings are written. */
function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replaceAll("=", "");
}
