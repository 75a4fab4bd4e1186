// Types, lint and format, unused code, architecture, Worker bundle: each a process, all run, first failure remembered.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const workerOut = mkdtempSync(join(tmpdir(), "duijie-worker-"));
const steps = [
  ["types", "node_modules/typescript/bin/tsc", ["--noEmit"]],
  ["lint", "node_modules/@biomejs/biome/bin/biome", ["check", "--error-on-warnings"]],
  ["unused", "node_modules/knip/bin/knip.js", []],
  ["architecture", "node_modules/vitest/vitest.mjs", ["run", "--project", "architecture"]],
  ["worker", "node_modules/wrangler/bin/wrangler.js", ["deploy", "--dry-run", "--outdir", workerOut]],
];

let failed = 0;
for (const [name, script, args] of steps) {
  const started = Date.now();
  const result = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1" },
  });
  const ok = result.status === 0;
  if (!ok) failed += 1;
  console.log(`${ok ? "ok  " : "FAIL"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!ok) console.log(`${result.stdout}${result.stderr}`);
}
rmSync(workerOut, { recursive: true, force: true });
console.log(`check: ${steps.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
