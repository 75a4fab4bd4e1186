import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../../src/entry/project-root.ts";

const program = join(projectRoot, "bin/duijie.mjs");

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Settings of the caller's shell must not reach the program under test. */
function cleanEnvironment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const {
    DATABASE_URL: _url,
    DUIJIE_DATA_DIR: _directory,
    DUIJIE_DEMO: _demo,
    PORT: _port,
    HOST: _host,
    EMBEDDING_URL: _embedding,
    ...rest
  } = process.env;
  return { ...rest, ...settings };
}

/** Starts the committed program as a user would. */
export function startCli(args: readonly string[], settings: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [program, ...args], { cwd: tmpdir(), env: cleanEnvironment(settings) });
}

/** Runs the committed program to its end. */
export function runCli(args: readonly string[], settings: Record<string, string> = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = startCli(args, settings);
    let stdout = "";
    let stderr = "";
    child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

const made: string[] = [];

/** A directory of a test's own, removed when the worker is through. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "duijie-cli-"));
  made.push(directory);
  return directory;
}

process.once("exit", () => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});
