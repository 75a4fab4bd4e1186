import { Secret, TOTP } from "otpauth";

/** Random bytes of a secret: 160 bits, as RFC 4226 recommends. */
export const totpSecretBytes = 20;

const period = 30;
const issuer = "对接通";

/** A secret in base32, as authenticators show and take it. */
export function makeTotpSecret(bytes: Uint8Array): string {
  return new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
}

/** Address behind the QR code. */
export function totpAddress(secret: string, username: string): string {
  return totpOf(secret, username).toString();
}

/** The code of a moment, six digits (RFC 6238, SHA-1, 30 s). */
export function totpCode(secret: string, at: Date): string {
  return totpOf(secret).generate({ timestamp: at.getTime() });
}

/**
 * The time step a code belongs to, or null where it is wrong. Clocks may differ by one step.
 * @param lastStep step of the last code accepted: this one and older ones are refused, so that a code works once
 */
export function totpStep(secret: string, code: string, at: Date, lastStep: number | null): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: at.getTime(), window: 1 });
  if (delta === null) return null;
  const step = Math.floor(at.getTime() / 1000 / period) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

function totpOf(secret: string, label = "duijie"): TOTP {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(secret), period });
}
