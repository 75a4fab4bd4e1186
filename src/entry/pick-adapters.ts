import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Logger } from "pino";
import { createIndexer, type Indexer } from "../../indexer/run.ts";
import { type AppContext, noOrigin, type RequestOrigin } from "../app/context.ts";
import { createFieldGuesses, type FieldGuesses } from "../app/field/field-guesses.ts";
import { learnFields } from "../app/field/learn-fields.ts";
import { reseal } from "../app/privacy/reseal.ts";
import type { Config, EmbeddingConfig } from "../config.ts";
import { connectPglite } from "../db/connect-pglite.ts";
import { connectPostgres } from "../db/connect-postgres.ts";
import type { Database } from "../db/database.ts";
import { type DirectoryLock, lockDirectory } from "../db/directory-lock.ts";
import { migrate } from "../db/migrate.ts";
import { vacuumEmbedded } from "../db/vacuum-embedded.ts";
import { type Analyser, createAnalyser } from "../domain/matching/analyser.ts";
import { rememberingAnalyser } from "../domain/matching/remembering-analyser.ts";
import { type LexicalParams, lexicalParams } from "../domain/matching/weights.ts";
import { type Principal, system } from "../domain/shared/principal.ts";
import type { CodeList } from "../domain/taxonomy/code-list.ts";
import type { CodeLists } from "../http/code-lists.ts";
import { createEmbeddedEngine, type EmbeddedEngine } from "../search/embedded/embedded-engine.ts";
import { createEmbeddingLeg } from "../search/embedding/embedding-leg.ts";
import { createLatentLeg, type LatentLeg } from "../search/latent/latent-leg.ts";
import { loadCutter } from "../search/tokenizer/load-cutter.ts";
import { withVectors } from "../search/with-vectors.ts";
import { createKeyRing } from "../secrets/key-ring.ts";
import { loadHasher } from "../secrets/load-hasher.ts";
import { loadCodeLists, regionNameOf } from "./load-code-lists.ts";
import { loadCommonPasswords } from "./load-common-passwords.ts";
import { loadConcepts } from "./load-concepts.ts";
import { loadFieldSeeds } from "./load-field-seeds.ts";
import { loadRedaction } from "./load-redaction-lists.ts";
import { loadSecrets } from "./load-secrets.ts";
import { timeOrderedIds } from "./time-ordered-id.ts";

/** Texts of some eight pages of explanations, 6 KB each for a title and some 30 KB for a description: 20 MB. */
const textsRemembered = 1_000;

/** Everything one process works with, opened. */
export interface Installation {
  db: Database;
  indexer: Indexer;
  codeLists: CodeLists;
  analyser: Analyser;
  /** Lock of the embedded data directory; null on PostgreSQL. */
  lock: DirectoryLock | null;
  context(principal: Principal, origin?: RequestOrigin): AppContext;
  close(): Promise<void>;
}

/** The analyser of this machine; says which tokenizers did not load, because nodejieba vanishes silently when its build fails. */
export async function openAnalyser(warn: (message: string) => void): Promise<Analyser> {
  const [{ cutter, failed }, concepts] = await Promise.all([loadCutter(), loadConcepts()]);
  for (const { name, reason } of failed) warn(`分词器 ${name} 无法加载，改用 ${cutter.name}：${reason}`);
  return createAnalyser(cutter, concepts);
}

/** Makes guessers of fields that know the seeds of data/ alone. */
export async function openFields(codes: CodeList): Promise<() => FieldGuesses> {
  const seeds = await loadFieldSeeds(codes);
  return () => createFieldGuesses(codes, seeds);
}

export interface EngineOptions {
  analyser: Analyser;
  /** Another lexical score than the product's, for evaluation. */
  params?: LexicalParams;
  /** Where it is saved; without it the index lives in memory only. */
  directory?: string;
  /** A service whose vectors take the place of those learnt here, and where its failing is noted. */
  embedding?: EmbeddingConfig & { log: Logger };
}

/** The index of this process with its vectors beside it. Loading a snapshot takes over both or neither. */
export function openEngine({ params = lexicalParams, embedding, ...options }: EngineOptions): EmbeddedEngine {
  const engine = createEmbeddedEngine({ params, ...options });
  const learnt = createLatentLeg(options);
  const vectors = embedding === undefined ? learnt : embeddingLeg(embedding, learnt, options.directory);
  return {
    ...withVectors(engine, vectors),
    async loadSnapshot(directory) {
      const loaded = await engine.loadSnapshot(directory);
      if (!loaded.loaded) return loaded;
      const reason = await vectors.load();
      return reason === null ? loaded : { loaded: false, reason: `vectors: ${reason}` };
    },
  };
}

function embeddingLeg(
  { disclosure, log, ...endpoint }: NonNullable<EngineOptions["embedding"]>,
  fallback: LatentLeg,
  directory?: string,
): LatentLeg {
  return createEmbeddingLeg({
    endpoint,
    disclosure,
    fallback,
    log: (level, message) => log[level](message),
    ...(directory !== undefined && { directory }),
  });
}

/** Opens database and index as the configuration says, migrated and with the index in agreement with the database.
 * @param guessesFields whether fields are guessed as the records teach: a second or two that only those who match need
 * @throws AppError `conflict` (directory in use), `unavailable` (database does not answer) */
export async function openInstallation(
  config: Config,
  log: Logger,
  { guessesFields = true } = {},
): Promise<Installation> {
  const lock = config.databaseUrl === null ? await lockDirectory(config.dataDirectory) : null;
  const db = lock === null ? connectPostgres(config.databaseUrl!) : await connectPglite({ lock });
  try {
    await migrate(db);
    if (lock !== null) await vacuumEmbedded(db.orm);
    const keyRing = createKeyRing(await loadSecrets(config));
    const [codeLists, analyser] = await Promise.all([loadCodeLists(), openAnalyser((message) => log.warn(message))]);
    const [passwords, commonPasswords] = await Promise.all([
      loadHasher((message) => log.warn(message)),
      loadCommonPasswords(),
    ]);
    const accounts = { passwords, commonPasswords, profile: config.passwords, demo: config.demo };
    const newFields = await openFields(codeLists.field);
    const indexDirectory = join(config.dataDirectory, "index");
    const search = openEngine({
      analyser,
      directory: indexDirectory,
      ...(config.embedding !== null && { embedding: { ...config.embedding, log } }),
    });
    const now = () => new Date();
    // Lists without a query show the newest first by their ids.
    const newId = timeOrderedIds(Date.now, randomBytes);
    const redaction = await loadRedaction();
    const matching = {
      analyser: rememberingAnalyser(analyser, textsRemembered),
      redaction,
      fields: newFields(),
      regionName: regionNameOf(codeLists),
    };
    const context = (principal: Principal, origin: RequestOrigin = noOrigin): AppContext => ({
      db,
      search,
      principal,
      origin,
      keyRing,
      accounts,
      now,
      newId,
      randomBytes,
      matching,
    });
    const resealed = await reseal({ ctx: context(system) });
    if (resealed.contacts + resealed.accounts > 0) log.info(resealed, "sealed by the newest secret");
    const indexer = createIndexer({
      db,
      search,
      now,
      log: (level, message, details) => log[level](details ?? {}, message),
      async settled() {
        if (guessesFields && (await learnFields({ ctx: context(system) }))) log.info("fields were learnt anew");
      },
    });
    const loaded = await search.loadSnapshot(indexDirectory);
    if (!loaded.loaded) {
      log.info(`索引快照未采用（${loaded.reason}），从数据库重建`);
      await indexer.rebuild();
    }
    if (guessesFields) await learnFields({ ctx: context(system) });
    await indexer.start();
    return {
      db,
      indexer,
      codeLists,
      analyser,
      lock,
      context,
      async close() {
        await indexer.stop();
        await search.close();
        await db.close();
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}
