import { type Logger, pino } from "pino";
import type { Config } from "../config.ts";

/** The process log: JSON lines on stderr, so that stdout stays data. */
export function createLog(config: Config): Logger {
  return pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
}
