import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { createIndexer } from "../../indexer/run.ts";
import { type AppContext, noOrigin } from "../../src/app/context.ts";
import { importRows } from "../../src/app/import/import-rows.ts";
import { createRecord } from "../../src/app/record/create-record.ts";
import { connectPglite } from "../../src/db/connect-pglite.ts";
import type { Database } from "../../src/db/database.ts";
import { lockDirectory } from "../../src/db/directory-lock.ts";
import { migrate } from "../../src/db/migrate.ts";
import { createAnalyser } from "../../src/domain/matching/analyser.ts";
import { lexicalParams } from "../../src/domain/matching/weights.ts";
import { AppError } from "../../src/domain/shared/errors.ts";
import { localStaff } from "../../src/domain/shared/principal.ts";
import { createEmbeddedEngine } from "../../src/search/embedded/embedded-engine.ts";
import { gramsOnlyCutter } from "../../src/search/tokenizer/grams-only.ts";
import { createKeyRing } from "../../src/secrets/key-ring.ts";
import { testAccounts } from "./context.ts";
import { importFileRows } from "./import-file.ts";

// The server's parts on an embedded directory, importing one file while forms come in. Every line is an acknowledgement:
// `rows <n>`: the first n rows of the file are stored; `form <id>`: that record is stored; `flushed`; `done <created>`.
// Mode `early` breaks the rule on purpose: it acknowledges before the transaction commits.
const [directory = "", file = "0", mode = "true"] = process.argv.slice(2);
const lock = await lockDirectory(directory).catch((error: unknown) => {
  if (!(error instanceof AppError)) throw error;
  console.log(`refused ${error.message}`);
  process.exit(1);
});
const opened = await connectPglite({ lock });
await migrate(opened);
const db = mode === "early" ? acknowledgingEarly(opened) : opened;
const index = join(directory, "index");
const search = createEmbeddedEngine({
  analyser: createAnalyser(gramsOnlyCutter),
  params: lexicalParams,
  directory: index,
});
await search.loadSnapshot(index);
const now = () => new Date();
const indexer = createIndexer({ db, search, now, log: () => {}, pollMs: 20, flushMs: 150 });
await indexer.start();
const ctx: AppContext = {
  db,
  search,
  principal: localStaff,
  origin: noOrigin,
  keyRing: createKeyRing(["secret of the tests"]),
  accounts: testAccounts,
  now,
  newId: randomUUID,
  randomBytes,
  matching: null,
};
console.log("open");

let importing = true;
const forms = sendForms();
const result = await importRows({
  ctx,
  kind: "need",
  rows: importFileRows(Number(file)),
  source: { fileName: `${file}.xlsx`, sha256: file },
  onProgress: ({ processed }) => console.log(`rows ${processed}`),
});
importing = false;
await forms;
await indexer.drain();
await indexer.stop();
console.log(`done ${result.created}`);
await db.close();

async function sendForms(): Promise<void> {
  while (importing) {
    const { id } = await createRecord({ ctx, kind: "expert", input: { content: { name: "张三", bio: "防腐涂料" } } });
    console.log(`form ${id}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function acknowledgingEarly(real: Database): Database {
  let chunks = 0;
  return {
    ...real,
    transaction: (fn) =>
      real.transaction(async (tx) => {
        const outcome = await fn(tx);
        chunks += 1;
        if (chunks > 12) {
          // Said, and dead before it is true.
          console.log("rows 2000");
          process.kill(process.pid, "SIGKILL");
          await new Promise(() => {});
        }
        return outcome;
      }),
  };
}
