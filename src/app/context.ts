import type { Database } from "../db/database.ts";
import type { Analyser } from "../domain/matching/analyser.ts";
import type { Principal } from "../domain/shared/principal.ts";
import type { SearchEngine } from "../search/engine.ts";
import type { FieldGuesses } from "./field/field-guesses.ts";

/** What computing and wording a match takes beside database and engine. */
export interface MatchingSetup {
  analyser: Analyser;
  /** Guesses fields that records do not declare. */
  fields: FieldGuesses;
  /** Name of a region code, e.g. 浙江省温州市; "" for null and for codes not in the list. */
  regionName(code: string | null): string;
}

/** What every use case is given: adapters, who acts, and the only sources of time and ids. */
export interface AppContext {
  db: Database;
  search: SearchEngine;
  principal: Principal;
  now(): Date;
  newId(): string;
  /** null where nothing is computed and lists are not shown either (a Worker). */
  matching: MatchingSetup | null;
}
