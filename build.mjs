// tsc emits src and indexer to dist; migrations and island scripts are put beside them. `dist/.built` marks a whole build.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
for (const asset of ["src/db/migrations", "src/web/islands", "src/web/styles"]) {
  if (existsSync(asset)) cpSync(asset, `dist/${asset}`, { recursive: true });
}
writeFileSync("dist/.built", "");
console.log("dist/ 已生成");
