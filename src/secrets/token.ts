import { createHash } from "node:crypto";

/** Random bytes of a token: 256 bits. */
export const tokenBytes = 32;

/** A token from random bytes: base64url, to be given away and never stored. */
export function makeToken(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}

/** What is stored of a token: SHA-256, base64url. Tokens are random, so no salt is needed. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
