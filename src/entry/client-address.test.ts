import { describe, expect, it } from "vitest";
import { createClientAddress } from "./client-address.ts";

describe("S11 client address", () => {
  it("is the connection's own where no proxy is trusted, whatever X-Forwarded-For says", () => {
    const client = createClientAddress([]);
    for (const spoofed of [undefined, "1.2.3.4", "1.2.3.4, 127.0.0.1", ""])
      expect(client("203.0.113.9", spoofed)).toBe("203.0.113.9");
  });

  it("is the last address that no trusted proxy has", () => {
    const client = createClientAddress(["127.0.0.1", "10.0.0.0/8", "fd00::/8"]);
    expect(client("127.0.0.1", "203.0.113.9")).toBe("203.0.113.9");
    expect(client("::ffff:127.0.0.1", "1.1.1.1, 203.0.113.9, 10.2.3.4")).toBe("203.0.113.9");
    expect(client("fd00::7", "2001:db8::1")).toBe("2001:db8::1");
    expect(client("203.0.113.9", "127.0.0.1")).toBe("203.0.113.9");
    expect(client("127.0.0.1", undefined)).toBe("127.0.0.1");
  });

  it("does not believe what is no address", () => {
    const client = createClientAddress(["127.0.0.1"]);
    expect(client("127.0.0.1", "203.0.113.9, <script>")).toBe("127.0.0.1");
    expect(client("127.0.0.1", "unknown")).toBe("127.0.0.1");
  });
});
