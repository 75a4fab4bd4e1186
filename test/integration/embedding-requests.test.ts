import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { batchTexts, requestEmbeddings, sendable } from "../../src/search/embedding/request-embeddings.ts";
import { type EmbeddingStandIn, type Manner, startEmbeddingStandIn, vectorOf } from "../support/embedding-stand-in.ts";

let service: EmbeddingStandIn;
let pauses: number[];
let onPause: () => void;
beforeEach(async () => {
  service = await startEmbeddingStandIn();
  pauses = [];
  onPause = () => {};
});
afterEach(() => service.close());

const clock = {
  now: () => Date.parse("2026-11-22T10:00:00Z"),
  async pause(ms: number) {
    pauses.push(ms);
    onPause();
  },
};
const ask = (texts: readonly string[], more: { attempts?: number; timeoutMs?: number } = {}) =>
  requestEmbeddings({ url: service.url, model: "m", key: "secret-key" }, texts, { clock, ...more });

describe("requestEmbeddings", () => {
  it("gives vectors in the order of the texts, by their index, and sends model and key", async () => {
    expect(await ask(["甲", "乙", "丙"])).toEqual(["甲", "乙", "丙"].map((text) => vectorOf(text, 8)));
    expect(service.requests).toEqual([{ authorization: "Bearer secret-key", model: "m", input: ["甲", "乙", "丙"] }]);
  });

  it("sends no header without a key, and takes a base address that ends in a slash", async () => {
    await requestEmbeddings({ url: `${service.url}/`, model: "m", key: null }, ["甲"], { clock });
    expect(service.requests[0]!.authorization).toBeUndefined();
  });

  it.each([
    ["failing", "down"],
    ["rate-limited", "rate_limited"],
  ] as [Manner, string][])(
    "tries a service that is %s again, later each time, then gives up",
    async (manner, reason) => {
      service.manner = manner;
      await expect(ask(["甲"])).rejects.toMatchObject({ code: "unavailable", reason });
      expect(service.requests.length).toBe(3);
      expect(pauses).toEqual([500, 1000]);
    },
  );

  it("is content with a later answer", async () => {
    service.manner = "failing";
    onPause = () => {
      service.manner = "normal";
    };
    expect(await ask(["甲"])).toEqual([vectorOf("甲", 8)]);
    expect(service.requests.length).toBe(2);
  });

  it.each([
    ["4", 4000],
    ["Sun, 22 Nov 2026 10:00:07 GMT", 7000],
  ])("waits as Retry-After %s says", async (header, ms) => {
    Object.assign(service, { manner: "rate-limited", retryAfter: header });
    await expect(ask(["甲"], { attempts: 2 })).rejects.toMatchObject({ reason: "rate_limited" });
    expect(pauses).toEqual([ms]);
  });

  it("hands a long Retry-After to the caller", async () => {
    Object.assign(service, { manner: "rate-limited", retryAfter: "120" });
    await expect(ask(["甲"])).rejects.toMatchObject({ reason: "rate_limited", retryAfterSeconds: 120 });
    expect(pauses).toEqual([]);
  });

  it.each([
    ["unauthorised", "unauthorised"],
    ["too-few", "wrong_size"],
    ["ragged", "wrong_size"],
    ["not-finite", "malformed"],
    ["not-json", "malformed"],
    ["other-shape", "malformed"],
  ] as [Manner, string][])("does not repeat what will not mend itself: %s", async (manner, reason) => {
    service.manner = manner;
    await expect(ask(["甲", "乙"])).rejects.toMatchObject({ code: "unavailable", reason });
    expect(service.requests.length).toBe(1);
  });

  it("tells texts that are not taken from a service that fails", async () => {
    service.manner = "picky";
    await expect(ask(["坏字"])).rejects.toMatchObject({ code: "invalid_input", reason: "refused" });
  });

  it("gives up on a slow service and on a closed port", async () => {
    service.manner = "held";
    await expect(ask(["甲"], { timeoutMs: 20, attempts: 2 })).rejects.toMatchObject({ reason: "slow" });
    expect(pauses).toEqual([500]);
    await service.close();
    await expect(ask(["甲"], { attempts: 1 })).rejects.toMatchObject({ reason: "down" });
    await service.open();
  });

  it("does not follow to another address", async () => {
    service.manner = "moved";
    await expect(ask(["甲"], { attempts: 1 })).rejects.toMatchObject({ reason: "down" });
    expect(service.requests.length).toBe(1);
  });

  it("names neither address nor key in what it says", async () => {
    for (const manner of ["failing", "unauthorised", "not-json", "too-few", "rate-limited"] as const) {
      service.manner = manner;
      const error = await ask(["甲"], { attempts: 1 }).catch((each: Error) => each);
      expect((error as Error).message).toMatch(/^向量服务/);
      expect((error as Error).message).not.toMatch(/secret-key|127\.0\.0\.1/);
    }
  });
});

describe("batchTexts", () => {
  it("keeps the order, and bounds texts and characters of a batch", () => {
    const many = Array.from({ length: 70 }, (_, at) => `文${at}`);
    expect(batchTexts(many).map(({ length }) => length)).toEqual([32, 32, 6]);
    expect(batchTexts(many).flat()).toEqual(many);
    const long = "长".repeat(6_000);
    expect(batchTexts([long, long, long, long, "短"]).map(({ length }) => length)).toEqual([3, 2]);
    expect(batchTexts(["长".repeat(30_000), "短"]).map(({ length }) => length)).toEqual([1, 1]);
    expect(batchTexts([])).toEqual([]);
  });
});

describe("sendable", () => {
  it("cuts a long text and leaves no half of a character", () => {
    expect(sendable("长".repeat(7_000)).length).toBe(6_000);
    expect(sendable(`${"长".repeat(5_999)}𠮷`).isWellFormed()).toBe(true);
    expect(sendable("a\ud800b").isWellFormed()).toBe(true);
    expect(sendable("短")).toBe("短");
  });
});
