import { hash, verify } from "@node-rs/argon2";
import type { PasswordAlgorithm } from "./password-hasher.ts";

/** OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const storedForm = /^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{16,}$/;
const prefix = "$argon2id$";
const parameters = `${prefix}v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`;

/** argon2id by a prebuilt native part, on threads of libuv. Importing this file fails where there is none for the machine. */
export const argon2: PasswordAlgorithm = {
  prefix,
  decoy: `${parameters}${"A".repeat(22)}$${"A".repeat(43)}`,
  hash: (password, salt) => hash(password, { ...cost, salt }),
  // The library throws at text that is no hash; such text is nobody's password.
  verify: async (password, stored) => storedForm.test(stored) && verify(stored, password),
  isCurrent: (stored) => stored.startsWith(parameters),
};
