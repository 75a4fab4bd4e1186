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
