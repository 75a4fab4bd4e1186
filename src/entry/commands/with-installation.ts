import { readConfig } from "../../config.ts";
import { createLog } from "../create-log.ts";
import { type Installation, openInstallation } from "../pick-adapters.ts";

/** Opens the installation of the environment for one command and closes it afterwards. Log lines below `warn` are left out.
 * @param guessesFields for commands that match
 * @throws AppError `conflict` naming pid and URL while a server holds the embedded data directory */
export async function withInstallation<T>(
  run: (installation: Installation) => Promise<T>,
  { guessesFields = false } = {},
): Promise<T> {
  const config = readConfig();
  const log = createLog({ ...config, logLevel: config.logLevel === "info" ? "warn" : config.logLevel });
  const installation = await openInstallation(config, log, { guessesFields });
  try {
    return await run(installation);
  } finally {
    await installation.close();
  }
}
