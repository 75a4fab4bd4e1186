// npm test: check and build, then unit, contract and integration on PGlite, the database suites again on PostgreSQL, then e2e in a browser.
// A part whose tools are absent prints `SKIPPED name reason` and counts as skipped, never as passed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

const reports = mkdtempSync(join(tmpdir(), "duijie-test-"));
const totals = { passed: 0, failed: 0, skipped: 0 };
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const hasBrowser = [process.env.CHROMIUM, ...browsers].some((path) => path && existsSync(path));
const clusters = "/usr/lib/postgresql";
const hasPostgres =
  existsSync(clusters) &&
  readdirSync(clusters).some((version) => Number(version) >= 15 && existsSync(`${clusters}/${version}/bin/initdb`));

function vitest(name, args, env = {}) {
  const report = join(reports, `${name}.json`);
  console.log(`\n== ${name}`);
  const result = spawnSync(
    process.execPath,
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      // One for each processor; the default leaves one idle.
      `--maxWorkers=${availableParallelism()}`,
      ...args,
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    { stdio: "inherit", env: { ...process.env, ...env } },
  );
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
  const passed = counts?.numPassedTests ?? 0;
  // A run that broke without a failed test (a crash, a file that does not load) is a failure all the same.
  const failed = Math.max(counts?.numFailedTests ?? 0, result.status === 0 ? 0 : 1);
  const skipped = (counts?.numPendingTests ?? 0) + (counts?.numTodoTests ?? 0);
  if (passed === 0 && failed === 0) totals.failed += 1;
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
}

function skip(name, reason) {
  totals.skipped += 1;
  console.log(`SKIPPED ${name} ${reason}`);
}

const check = spawnSync(process.execPath, ["test/check.mjs"], { encoding: "utf8" });
process.stdout.write(check.stdout + check.stderr);
const [, checksPassed = "0", checksFailed = "1"] = /check: (\d+) passed, (\d+) failed/.exec(check.stdout) ?? [];
totals.passed += Number(checksPassed);
totals.failed += Number(checksFailed);

// The command line runs the build when it is current: its tests then show what an operator runs, and start in half the time.
const build = spawnSync(process.execPath, ["build.mjs"], { stdio: "inherit" });
totals[build.status === 0 ? "passed" : "failed"] += 1;

vitest("unit", ["--project", "unit"]);
vitest("integration-pglite", ["--project", "integration"], { DB: "pglite" });
// The command line has a data directory of its own whatever DB says, so its tests run once.
const databaseSuites = readdirSync("test/integration")
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => `test/integration/${file}`);
if (hasPostgres) vitest("integration-postgres", ["--project", "integration", ...databaseSuites], { DB: "postgres" });
else skip("integration-postgres", "no PostgreSQL ≥ 15 under /usr/lib/postgresql");
if (hasBrowser) vitest("e2e", ["--project", "e2e"]);
else skip("e2e", "no Chromium; install the chromium package or set CHROMIUM");

rmSync(reports, { recursive: true, force: true });
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 ? 0 : 1;
