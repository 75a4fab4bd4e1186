import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { AppError } from "./domain/shared/errors.ts";

const embedding = { EMBEDDING_URL: "http://127.0.0.1:11434/v1", EMBEDDING_MODEL: "bge-m3" };
function refusal(env: Record<string, string>): AppError {
  try {
    readConfig({}, env);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("Not refused");
}

describe("readConfig: embedding service", () => {
  it("has none unless an address is given", () => {
    expect(readConfig({}, {}).embedding).toBeNull();
    expect(readConfig({}, { EMBEDDING_MODEL: "bge-m3", EMBEDDING_URL: "" }).embedding).toBeNull();
  });

  it("sends public texts only unless told otherwise", () => {
    const { EMBEDDING_URL: url, EMBEDDING_MODEL: model } = embedding;
    expect(readConfig({}, embedding).embedding).toEqual({ url, model, key: null, disclosure: "public" });
    const more = { EMBEDDING_KEY: "sk-1", EMBEDDING_DISCLOSURE: "signedIn" };
    expect(readConfig({}, { ...embedding, ...more }).embedding).toEqual({
      url,
      model,
      key: "sk-1",
      disclosure: "signedIn",
    });
  });

  it.each(["ftp://h/v1", "127.0.0.1:11434", "http://u:word@h/v1", "http://h/v1?key=word", "file:///etc/passwd"])(
    "refuses the address %s and repeats no password",
    (url) => {
      const { issues } = refusal({ ...embedding, EMBEDDING_URL: url });
      expect(issues[0]).toMatchObject({
        where: "环境变量 EMBEDDING_URL",
        expected: expect.stringMatching(/^应为 http/),
      });
      expect(issues[0]!.found).not.toContain(":word@");
    },
  );

  it("wants a model, a key of printable signs, which is not repeated, and a level that is not withdrawn", () => {
    expect(refusal({ EMBEDDING_URL: embedding.EMBEDDING_URL }).message).toContain("EMBEDDING_MODEL");
    const key = refusal({ ...embedding, EMBEDDING_KEY: "秘密 词" });
    expect(JSON.stringify(key.issues)).not.toContain("秘密");
    expect(key.issues[0]!.expected).toMatch(/^应为/);
    expect(refusal({ ...embedding, EMBEDDING_DISCLOSURE: "hidden" }).issues[0]!.expected).toMatch(/^应为 public/);
  });
});

describe("S15 readConfig: secrets", () => {
  const url = "postgres://duijie:word@127.0.0.1/duijie";
  const secret = "q8Zr1mVx0TtP5wYb7NcK2sLd";

  it("wants a secret of its own with PostgreSQL, and no sample, short or monotonous one anywhere", () => {
    expect(refusal({ DATABASE_URL: url }).message).toContain("DUIJIE_SECRET");
    expect(readConfig({}, { DATABASE_URL: url, DUIJIE_SECRET: secret }).secrets).toEqual([secret]);
    expect(readConfig({}, { DUIJIE_SECRET: `${secret}x,${secret}` }).secrets).toEqual([`${secret}x`, secret]);
    for (const bad of [
      "short",
      "a".repeat(40),
      "change-me-change-me-please-1",
      "example-secret-0123456789",
      `${secret},short`,
    ]) {
      const { issues } = refusal({ DUIJIE_SECRET: bad });
      expect([bad, issues[0]?.where, issues[0]?.found]).toEqual([bad, "环境变量 DUIJIE_SECRET", "（不显示）"]);
    }
  });
});

describe("readConfig: network", () => {
  const proxied = { PUBLIC_URL: "https://duijie.example", TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8" };

  it("listens beyond this machine only behind https or by the operator's own word", () => {
    for (const HOST of ["0.0.0.0", "192.168.1.5", "::"]) {
      expect(refusal({ HOST }).message).toContain("PUBLIC_URL");
      expect(readConfig({}, { HOST, ...proxied }).network).toEqual({
        publicUrl: "https://duijie.example",
        trustedProxies: ["127.0.0.1", "10.0.0.0/8"],
        insecureLan: false,
      });
      expect(readConfig({}, { HOST, DUIJIE_INSECURE_LAN: "1" }).network.insecureLan).toBe(true);
    }
    expect(refusal({ PUBLIC_URL: proxied.PUBLIC_URL }).message).toContain("TRUSTED_PROXIES");
    for (const PUBLIC_URL of [
      "http://duijie.example",
      "https://duijie.example/a",
      "https://u:w@duijie.example",
      "duijie",
    ])
      expect(refusal({ ...proxied, PUBLIC_URL }).issues[0]?.where).toBe("环境变量 PUBLIC_URL");
    for (const TRUSTED_PROXIES of ["proxy", "10.0.0.0/33", "10.0.0.1/8/8", ""])
      expect(refusal({ ...proxied, TRUSTED_PROXIES }).message).toBeTruthy();
  });

  it("keeps a demo, whose passwords are public, on this machine and off PostgreSQL", () => {
    const demo = { DUIJIE_DEMO: "1" };
    expect(readConfig({}, demo).demo).toBe(true);
    for (const more of [{ HOST: "0.0.0.0", DUIJIE_INSECURE_LAN: "1" }, proxied, { DATABASE_URL: "postgres://a@b/c" }])
      expect(refusal({ ...demo, ...more }).message).toMatch(/演示/);
  });
});
