// npm run test:soak: the suites whose sizes grow with SOAK=1, on both databases. Takes hours.
import { spawnSync } from "node:child_process";

const suites = ["test/integration/match-list.test.ts", "test/faults/kill-import.test.ts"];
let failed = false;
for (const DB of ["pglite", "postgres"]) {
  const { status } = spawnSync(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--project", "integration", ...suites],
    { stdio: "inherit", env: { ...process.env, DB, SOAK: "1" } },
  );
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
