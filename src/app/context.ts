import type { Database } from "../db/database.ts";
import type { PasswordProfile } from "../domain/account/password-rule.ts";
import type { Analyser } from "../domain/matching/analyser.ts";
import type { Vocabulary } from "../domain/redaction/vocabulary.ts";
import type { Principal } from "../domain/shared/principal.ts";
import type { CodeList } from "../domain/taxonomy/code-list.ts";
import type { SearchEngine } from "../search/engine.ts";
import type { KeyRing } from "../secrets/key-ring.ts";
import type { PasswordHasher } from "../secrets/password-hasher.ts";
import type { FieldGuesses } from "./field/field-guesses.ts";

/** How accounts are kept in this installation. */
export interface AccountSetup {
  passwords: PasswordHasher;
  profile: PasswordProfile;
  /** What people choose first, lower case: refused in new passwords. */
  commonPasswords: readonly string[];
  /** Whether demo accounts are let in, staff among them without a second factor. */
  demo: boolean;
}

/** What computing and wording a match takes beside database and engine. */
export interface MatchingSetup {
  analyser: Analyser;
  /** Guesses fields that records do not declare. */
  fields: FieldGuesses;
  /** What the redaction detector looks names up in, and the lists its warnings name places and trades from. */
  redaction: { vocabulary: Vocabulary; lists: Record<"regions" | "industries" | "fields", CodeList> };
  /** Name of a region code, e.g. 浙江省温州市; "" for null and for codes not in the list. */
  regionName(code: string | null): string;
}

/** Where a request came from, for sessions and the audit. */
export interface RequestOrigin {
  /** Address of the client as far as trusted proxies vouch for it; "" from the command line. */
  ip: string;
  device: string;
  /** The number by which its log lines are found. */
  traceId: string;
}

/** The program itself, or its operator at the command line. */
export const noOrigin: RequestOrigin = { ip: "", device: "", traceId: "" };

/** What every use case is given: adapters, who acts, and the only sources of time, ids and randomness. */
export interface AppContext {
  db: Database;
  search: SearchEngine;
  principal: Principal;
  origin: RequestOrigin;
  keyRing: KeyRing;
  accounts: AccountSetup;
  now(): Date;
  newId(): string;
  /** Unguessable bytes, for tokens and nonces. */
  randomBytes(count: number): Uint8Array;
  /** null where nothing is computed and lists are not shown either (a Worker). */
  matching: MatchingSetup | null;
}
