import { createScrypt } from "../../src/secrets/scrypt.ts";
import { hashingFacts, tokenFacts } from "./password-hasher.contract.ts";

/** A Worker that answers with the facts of the contract. */
export default {
  fetch: async () => Response.json({ hashing: await hashingFacts(createScrypt()), token: tokenFacts() }),
};
