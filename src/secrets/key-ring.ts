import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { AppError } from "../domain/shared/errors.ts";

/** Keeps single values unreadable in database files, and finds them again. */
export interface KeyRing {
  /** AES-256-GCM under the newest secret: `v1.<key id>.<nonce>.<text and tag>`, base64url. `nonce` is 12 random bytes, never used twice. */
  seal(text: string, nonce: Uint8Array): string;
  /** @throws AppError `internal` for text that no secret of the ring sealed */
  unseal(sealed: string): string;
  /** What text sealed by the newest secret begins with, and nothing else does. */
  readonly prefix: string;
  /** Whether the newest secret sealed it. */
  isCurrent(sealed: string): boolean;
  /** HMAC-SHA-256 of a value, base64url, for look-up and uniqueness; `purpose` keeps equal values of different columns apart.
   * Made with the oldest secret, so that rotation does not lose what is stored. */
  lookupKey(purpose: string, value: string): string;
}

interface Keys {
  id: string;
  sealing: Uint8Array;
  lookup: Uint8Array;
}

/** @param secrets newest first; older ones still open what they sealed */
export function createKeyRing(secrets: readonly [string, ...string[]]): KeyRing {
  const rings = secrets.map(keysOf);
  const newest = rings[0]!;
  const oldest = rings.at(-1)!;
  const prefix = `${version}.${newest.id}.`;
  return {
    prefix,
    seal(text, nonce) {
      const cipher = createCipheriv("aes-256-gcm", newest.sealing, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [version, newest.id, Buffer.from(nonce).toString("base64url"), body.toString("base64url")].join(".");
    },
    unseal(sealed) {
      const [writtenAs, id, nonce = "", body = ""] = sealed.split(".");
      const keys = rings.find((ring) => ring.id === id);
      if (writtenAs !== version || keys === undefined) throw unreadable();
      const bytes = Buffer.from(body, "base64url");
      try {
        const decipher = createDecipheriv("aes-256-gcm", keys.sealing, Buffer.from(nonce, "base64url"));
        decipher.setAuthTag(bytes.subarray(-tagBytes));
        return decipher.update(bytes.subarray(0, -tagBytes), undefined, "utf8") + decipher.final("utf8");
      } catch (cause) {
        throw unreadable(cause);
      }
    },
    isCurrent: (sealed) => sealed.startsWith(prefix),
    lookupKey: (purpose, value) =>
      createHmac("sha256", oldest.lookup).update(`${purpose}\n${value}`).digest("base64url"),
  };
}

const version = "v1";
const tagBytes = 16;

function keysOf(secret: string): Keys {
  const derive = (use: string) => new Uint8Array(hkdfSync("sha256", secret, "", `duijie ${use}`, 32));
  return {
    id: createHmac("sha256", derive("name")).update("key").digest("base64url").slice(0, 8),
    sealing: derive("seal"),
    lookup: derive("lookup"),
  };
}

function unreadable(cause?: unknown): AppError {
  return new AppError("internal", "有加密内容无法解开：DUIJIE_SECRET 与写入时不同，或内容被改动。请恢复原来的密钥。", {
    reason: "unsealable",
    cause,
  });
}
