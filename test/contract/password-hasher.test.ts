import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { argon2 } from "../../src/secrets/argon2.ts";
import { createPasswordHasher, type PasswordAlgorithm } from "../../src/secrets/password-hasher.ts";
import { createScrypt, scryptCost } from "../../src/secrets/scrypt.ts";
import { hashingFacts, tokenFacts } from "./password-hasher.contract.ts";

const salt = new Uint8Array(16).fill(5);
const algorithms: [string, PasswordAlgorithm][] = [
  ["argon2id", argon2],
  ["scrypt", createScrypt()],
];

describe.each(algorithms)("S8 password hashing by %s", (name, algorithm) => {
  it("keeps the contract", async () => {
    expect(await hashingFacts(algorithm)).toEqual({
      stored: expect.stringMatching(
        name === "argon2id"
          ? /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/
          : /^\$scrypt\$ln=14,r=8,p=5\$[\w+/]{22}\$[\w+/]{43}$/,
      ),
      sameSaltSameHash: true,
      otherSaltOtherHash: true,
      right: true,
      wrong: false,
      empty: false,
      decoy: false,
      broken: false,
      current: true,
      long: true,
    });
  });
});

describe("createPasswordHasher", () => {
  it("verifies what any of its algorithms made, and calls only today's parameters current", async () => {
    const scrypt = createScrypt();
    const weak = createScrypt({ ...scryptCost, p: 1 });
    const hasher = createPasswordHasher([argon2, scrypt], { atOnce: 2, waiting: 10 });
    for (const [algorithm, current] of [
      [argon2, true],
      [scrypt, false],
      [weak, false],
    ] as const) {
      const stored = await algorithm.hash("some password", salt);
      expect([await hasher.verify("some password", stored), hasher.isCurrent(stored)]).toEqual([true, current]);
    }
    const alone = createPasswordHasher([scrypt], { atOnce: 1, waiting: 1 });
    await expect(alone.verify("x", await argon2.hash("x", salt))).rejects.toMatchObject({ code: "unavailable" });
  });

  it("computes so many at once, lets so many wait, and refuses the next with Retry-After", async () => {
    let running = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const slow: PasswordAlgorithm = {
      ...createScrypt(),
      async hash() {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => release.push(resolve));
        running -= 1;
        return "$scrypt$";
      },
    };
    const hasher = createPasswordHasher([slow], { atOnce: 2, waiting: 3 });
    const taken = Array.from({ length: 5 }, () => hasher.hash("x", salt));
    await expect(hasher.hash("x", salt)).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 3 });
    while (release.length > 0) {
      release.shift()!();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(taken);
    expect([most, running]).toEqual([2, 0]);
  });
});

describe("Worker (workerd)", () => {
  it("hashes, verifies and keeps tokens as Node does", async () => {
    const { outputFiles } = await build({
      entryPoints: [new URL("./password-worker.ts", import.meta.url).pathname],
      bundle: true,
      write: false,
      format: "esm",
      target: "es2022",
      external: ["node:*"],
    });
    const { Miniflare } = await import("miniflare");
    const worker = new Miniflare({
      modules: true,
      script: outputFiles[0]!.text,
      compatibilityDate: "2026-04-01",
      compatibilityFlags: ["nodejs_compat"],
    });
    try {
      const told = await (await worker.dispatchFetch("http://worker.test/")).json();
      expect(told).toEqual({ hashing: await hashingFacts(createScrypt()), token: tokenFacts() });
    } finally {
      await worker.dispose();
    }
  });
});
