import type { AccountSetup, AppContext } from "../app/context.ts";
import { connectPostgresForWorker } from "../db/connect-postgres.ts";
import type { Database } from "../db/database.ts";
import { AppError } from "../domain/shared/errors.ts";
import { localStaff } from "../domain/shared/principal.ts";
import { parseCodeList } from "../domain/taxonomy/code-list.ts";
import { createApp } from "../http/app.ts";
import type { ReadyStatus } from "../http/deps.ts";
import type { SearchEngine } from "../search/engine.ts";
import { createKeyRing } from "../secrets/key-ring.ts";
import { createPasswordHasher } from "../secrets/password-hasher.ts";
import { createScrypt } from "../secrets/scrypt.ts";

/** Bindings named in wrangler.toml. */
export interface WorkerBindings {
  HYPERDRIVE: { connectionString: string };
  /** Secret every reader must send; without it the records stay closed. */
  READ_TOKEN?: string;
  /** As on the full server; without it contacts stay sealed. */
  DUIJIE_SECRET?: string;
}

interface WorkerRuntime {
  waitUntil(promise: Promise<unknown>): void;
}

/** Codes go out as codes here: the lists are data files of the full server. */
const noList = parseCodeList("code\tparentCode\tname");
const codeLists = { field: noList, region: noList, industry: noList, discipline: noList };

/** Nobody signs in here; hashing and tokens behave as in Node all the same (test/contract). */
const accounts: AccountSetup = {
  passwords: createPasswordHasher([createScrypt()], { atOnce: 1, waiting: 10 }),
  profile: { name: "asvs", maxAgeDays: null },
  commonPasswords: [],
  demo: false,
};

/** Health for everybody, JSON reads for holders of the token, over PostgreSQL. Each request has its own connection, closed behind the answer. */
export default {
  async fetch(request: Request, bindings: WorkerBindings, runtime: WorkerRuntime): Promise<Response> {
    const db = connectPostgresForWorker(bindings.HYPERDRIVE.connectionString);
    const [newest = crypto.randomUUID(), ...older] = bindings.DUIJIE_SECRET?.split(",") ?? [];
    const keyRing = createKeyRing([newest, ...older]);
    const app = createApp({
      context: (principal, origin): AppContext => ({
        db,
        search: noEngine,
        principal,
        origin,
        keyRing,
        accounts,
        now: () => new Date(),
        newId: () => crypto.randomUUID(),
        randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
        matching: null,
      }),
      // The token is the operator's: whoever sends it reads as local staff.
      authenticate: async () => ({ principal: localStaff, session: null }),
      codeLists,
      assets: async () => null,
      status: () => status(db),
      version: "worker",
      hosts: "any",
      readOnly: true,
      readToken: bindings.READ_TOKEN ?? "",
    });
    try {
      return await app.fetch(request);
    } finally {
      runtime.waitUntil(db.close());
    }
  },
};

async function status(db: Database): Promise<ReadyStatus> {
  const database = await db.ping().then(
    () => true,
    () => false,
  );
  return { ready: database, degraded: true, parts: { database: database ? "ok" : "down", search: "none" } };
}

const unavailable = () =>
  Promise.reject(new AppError("unavailable", "此节点没有检索服务，请使用主服务检索。", { retryAfterSeconds: 60 }));

/** Stands where a search engine will: every question is answered with `unavailable`, and search falls back to the database. */
const noEngine: SearchEngine = {
  can: { exactScores: false, wholeQuery: false, batch: false, vectors: false },
  upsert: unavailable,
  remove: unavailable,
  rank: unavailable,
  train: async () => false,
  termStatistics: unavailable,
  search: unavailable,
  suggest: unavailable,
  namedNeeds: unavailable,
  versions: unavailable,
  status: unavailable,
  clear: unavailable,
  flush: unavailable,
  close: async () => {},
};
