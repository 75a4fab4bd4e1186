import { createPasswordHasher, type PasswordAlgorithm } from "../../src/secrets/password-hasher.ts";
import { makeToken, tokenHash } from "../../src/secrets/token.ts";

const salt = Uint8Array.from({ length: 16 }, (_, at) => at);

/** What every algorithm must do, as facts to compare: the same list in Node and in a Worker. */
export async function hashingFacts(algorithm: PasswordAlgorithm): Promise<Record<string, unknown>> {
  const hasher = createPasswordHasher([algorithm], { atOnce: 1, waiting: 10 });
  const stored = await hasher.hash("江边 三只 白鹭", salt);
  return {
    stored,
    sameSaltSameHash: (await hasher.hash("江边 三只 白鹭", salt)) === stored,
    otherSaltOtherHash: (await hasher.hash("江边 三只 白鹭", salt.toReversed())) !== stored,
    right: await hasher.verify("江边 三只 白鹭", stored),
    wrong: await hasher.verify("江边 三只 白鹤", stored),
    empty: await hasher.verify("", stored),
    decoy: await hasher.verify("", hasher.decoy),
    broken: await hasher.verify("江边 三只 白鹭", `${algorithm.prefix}broken`),
    current: hasher.isCurrent(stored),
    long: await hasher.verify("长".repeat(128), await hasher.hash("长".repeat(128), salt)),
  };
}

/** Making and keeping session tokens. */
export function tokenFacts(): Record<string, unknown> {
  const bytes = Uint8Array.from({ length: 32 }, (_, at) => 255 - at * 3);
  const token = makeToken(bytes);
  return { token, hash: tokenHash(token), other: tokenHash(`${token}x`) };
}
