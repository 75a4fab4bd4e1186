import { describe, expect, it } from "vitest";
import { createKeyRing } from "./key-ring.ts";

const nonce = new Uint8Array(12).fill(7);

describe("key ring", () => {
  it("opens what it sealed, also after a newer secret came", () => {
    const sealed = createKeyRing(["first secret"]).seal("13800000000", nonce);
    expect(sealed).not.toContain("138");
    const rotated = createKeyRing(["second secret", "first secret"]);
    expect(rotated.unseal(sealed)).toBe("13800000000");
    expect(rotated.isCurrent(sealed)).toBe(false);
    expect(rotated.isCurrent(rotated.seal("x", nonce))).toBe(true);
  });

  it("refuses text sealed by a stranger and text that was changed", () => {
    const ring = createKeyRing(["first secret"]);
    const sealed = ring.seal("某企业", nonce);
    expect(() => createKeyRing(["other secret"]).unseal(sealed)).toThrow("无法解开");
    const last = sealed.at(-2) === "A" ? "B" : "A";
    expect(() => ring.unseal(sealed.slice(0, -2) + last + sealed.at(-1))).toThrow("无法解开");
    expect(() => ring.unseal("13800000000")).toThrow("无法解开");
  });

  it("keeps look-up keys through a rotation and apart by purpose", () => {
    const before = createKeyRing(["first secret"]).lookupKey("phone", "13800000000");
    const after = createKeyRing(["second secret", "first secret"]);
    expect(after.lookupKey("phone", "13800000000")).toBe(before);
    expect(after.lookupKey("email", "13800000000")).not.toBe(before);
  });
});
