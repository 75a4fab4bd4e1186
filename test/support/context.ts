import { createHash } from "node:crypto";
import { createIndexer, type Indexer } from "../../indexer/run.ts";
import { type AccountSetup, type AppContext, noOrigin } from "../../src/app/context.ts";
import type { Database } from "../../src/db/database.ts";
import { localStaff } from "../../src/domain/shared/principal.ts";
import { createKeyRing } from "../../src/secrets/key-ring.ts";
import { createPasswordHasher } from "../../src/secrets/password-hasher.ts";
import { createScrypt } from "../../src/secrets/scrypt.ts";
import { createMapSearchEngine, type MapSearchEngine } from "./map-search-engine.ts";

/** A context over a database with a clock that moves only when told, ids in sequence, and an index to look into. */
export interface TestContext {
  ctx: AppContext;
  search: MapSearchEngine;
  indexer: Indexer;
  /** What the indexer logged. */
  logged: { level: string; message: string }[];
  advance(ms: number): void;
}

/** Real hashing at a cost that tests can pay. */
export const testAccounts: AccountSetup = {
  passwords: createPasswordHasher([createScrypt({ ln: 4, r: 8, p: 1 })], { atOnce: 4, waiting: 1_000 }),
  profile: { name: "asvs", maxAgeDays: null },
  commonPasswords: ["password", "admin", "qwerty"],
  demo: false,
};

const START = Date.UTC(2026, 0, 5, 1, 0, 0);

export function createTestContext(db: Database): TestContext {
  let time = START;
  let ids = 0;
  let draws = 0;
  const search = createMapSearchEngine();
  const now = () => new Date(time);
  const logged: TestContext["logged"] = [];
  const indexer = createIndexer({ db, search, now, log: (level, message) => logged.push({ level, message }) });
  const newId = () => {
    ids += 1;
    return testId(ids);
  };
  // Different with every call, the same in every run.
  const randomBytes = (count: number) => {
    draws += 1;
    return new Uint8Array(createHash("shake256", { outputLength: count }).update(`draw ${draws}`).digest());
  };
  const keyRing = createKeyRing(["secret of the tests"]);
  const ctx: AppContext = {
    db,
    search,
    principal: localStaff,
    origin: noOrigin,
    keyRing,
    accounts: testAccounts,
    now,
    newId,
    randomBytes,
    matching: null,
  };
  return {
    ctx,
    search,
    indexer,
    logged,
    advance: (ms) => {
      time += ms;
    },
  };
}

/** The n-th id, a valid UUID. */
export function testId(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
}
