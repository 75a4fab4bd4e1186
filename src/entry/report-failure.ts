import { AppError } from "../domain/shared/errors.ts";

/** Stable exit codes of every command. */
export const exitCodes = { ok: 0, failed: 1, usage: 2 } as const;

/** Says on stderr what went wrong, each issue with where, found, expected and how to fix it.
 * @returns the exit code */
export function reportFailure(error: unknown): number {
  if (!(error instanceof AppError)) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const message =
      code === "ENOENT" && error instanceof Error
        ? `找不到文件：${error.message}`
        : String(error instanceof Error ? error.stack : error);
    process.stderr.write(`${message}\n`);
    return exitCodes.failed;
  }
  process.stderr.write(`${error.message}\n`);
  for (const { where, found, expected, fix } of error.issues) {
    process.stderr.write(`  ${where}：现为“${found}”，应为${expected}${fix === undefined ? "" : `。${fix}`}\n`);
  }
  return error.code === "invalid_input" && error.reason === "usage" ? exitCodes.usage : exitCodes.failed;
}
