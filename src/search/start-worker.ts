import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

/** Starts a script of this program as a thread. Source is read through tsx, whose loader a thread does not inherit.
 * @param script the built script, or its source ending in `.ts` */
export function startWorker(script: URL): Worker {
  if (!script.pathname.endsWith(".ts")) return new Worker(script);
  const required = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm/api"));
  const loader = JSON.stringify(new URL("./index.mjs", required));
  const start = `import(${loader}).then(({ register }) => { register(); return import(${JSON.stringify(script)}); })`;
  return new Worker(start, { eval: true });
}

/** The sibling script of a module in the language that module runs as.
 * @param from `import.meta.url` of the module
 * @param name of the script, without its ending */
export function siblingScript(from: string, name: string): URL {
  return new URL(`./${name}${from.endsWith(".ts") ? ".ts" : ".js"}`, from);
}
