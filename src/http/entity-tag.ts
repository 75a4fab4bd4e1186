import { AppError } from "../domain/shared/errors.ts";

/** Strong entity tag of a record version. */
export function tagOf(version: number): string {
  return `"${version}"`;
}

/** The version an If-Match header names.
 * @throws AppError precondition_required when it is missing, invalid_input when it names no version of ours */
export function versionOf(ifMatch: string | undefined): number {
  if (ifMatch === undefined) {
    throw new AppError("precondition_required", "修改前请先读取记录，并用 If-Match 带上读取时的版本（ETag）。");
  }
  const found = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(ifMatch);
  if (found === null) {
    throw new AppError("invalid_input", "If-Match 不是有效的版本号。", {
      issues: [{ where: "If-Match", found: ifMatch.slice(0, 40), expected: '读取时的 ETag，例如 "3"' }],
    });
  }
  return Number(found[1]);
}
