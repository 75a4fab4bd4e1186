import { access } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { lockDirectory } from "../../src/db/directory-lock.ts";
import { AppError } from "../../src/domain/shared/errors.ts";

// Locks a directory once the file `go` exists. Prints `locked`, and stays, or `refused <pid> <ms>`.
const [directory = "", go] = process.argv.slice(2);
if (go !== undefined) {
  console.log("ready");
  while (
    !(await access(go).then(
      () => true,
      () => false,
    ))
  )
    await sleep(5);
}
const started = performance.now();
try {
  await lockDirectory(directory);
  console.log("locked");
  setInterval(() => {}, 1_000);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  const pid = /pid (\d+)/.exec(error.issues[0]?.found ?? "")?.[1];
  console.log(`refused ${pid} ${Math.round(performance.now() - started)}`);
}
