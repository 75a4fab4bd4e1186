import { describe, expect, it } from "vitest";
import { makeTotpSecret, totpAddress, totpCode, totpStep } from "./totp.ts";

/** The secret of RFC 6238, appendix B. */
const secret = makeTotpSecret(new TextEncoder().encode("12345678901234567890"));
const at = (seconds: number) => new Date(seconds * 1000);

describe("S9 TOTP", () => {
  it.each([
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
    [20000000000, "353130"],
  ])("gives the last six digits of RFC 6238 at %d s: %s", (seconds, code) => {
    expect(totpCode(secret, at(seconds))).toBe(code);
  });

  it("takes a code once, one step early or late, and no other", () => {
    const now = at(1_000_000_000);
    const step = Math.floor(1_000_000_000 / 30);
    const codeAt = (offset: number) => totpCode(secret, at(1_000_000_000 + offset * 30));
    expect([-2, -1, 0, 1, 2].map((offset) => totpStep(secret, codeAt(offset), now, null))).toEqual([
      null,
      step - 1,
      step,
      step + 1,
      null,
    ]);
    expect(totpStep(secret, codeAt(0), now, step)).toBeNull();
    expect(totpStep(secret, codeAt(-1), now, step)).toBeNull();
    expect(totpStep(secret, codeAt(1), now, step)).toBe(step + 1);
    for (const wrong of ["", "abcdef", "12345", "1234567"]) expect(totpStep(secret, wrong, now, null)).toBeNull();
  });

  it("is addressed for authenticators with issuer and name", () => {
    expect(decodeURIComponent(totpAddress(secret, "某用户"))).toMatch(
      /^otpauth:\/\/totp\/对接通:某用户\?.*secret=GEZDGNBV/,
    );
  });
});
