import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmod, chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/** A PostgreSQL server of our own, on a free port of 127.0.0.1, gone when stopped and when this process ends, however it ends. */
export interface PostgresCluster {
  /** Of the maintenance database; replace the last path segment for another one. */
  url: string;
  /** Major and minor, e.g. `15.14`. */
  version: string;
  stop(): Promise<void>;
}

const OLDEST_MAJOR = 15;
const START_TIMEOUT_MS = 30_000;
const run = promisify(execFile);

/** Starts the command line it is given, and ends it and removes the directory as soon as its input does. */
const whileOpen = 'base=$1; shift; "$@" & read -r _; kill -INT $!; wait $!; rm -rf "$base"';

/** Starts a private cluster from the newest installed server. As root it runs as user postgres, in a directory that user can reach. */
export async function startPostgres(): Promise<PostgresCluster> {
  const bin = await findBin();
  const postgresUser = process.getuid?.() === 0 ? await userPostgres() : null;
  const user = postgresUser ?? {};
  const base = await mkdtemp("/tmp/duijie-postgres-");
  await chmod(base, 0o755);
  if (postgresUser !== null) await chown(base, postgresUser.uid, postgresUser.gid);
  const data = join(base, "data");
  await run(
    join(bin, "initdb"),
    ["-D", data, "-U", "duijie", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    user,
  );
  const port = await freePort();
  // Durability is tested elsewhere; here only speed counts.
  const settings = {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    unix_socket_directories: base,
    listen_addresses: "127.0.0.1",
    max_connections: "60",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const command = [join(bin, "postgres"), "-D", data, "-p", String(port), ...args];
  const server = spawn("sh", ["-c", whileOpen, "sh", base, ...command], {
    ...user,
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  server.unref();
  await waitUntilReady(server, join(bin, "pg_isready"), port);
  const { stdout } = await run(join(bin, "postgres"), ["--version"]);
  return {
    url: `postgres://duijie@127.0.0.1:${port}/postgres`,
    version: /\d+(\.\d+)?/.exec(stdout)?.[0] ?? "",
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      if (server.exitCode === null) {
        server.stdin.end();
        await ended;
      }
      await rm(base, { recursive: true, force: true });
    },
  };
}

async function findBin(): Promise<string> {
  const root = "/usr/lib/postgresql";
  const majors = (await readdir(root).catch(() => [])).map(Number).filter((major) => major >= OLDEST_MAJOR);
  if (majors.length === 0) throw new Error(`no PostgreSQL ${OLDEST_MAJOR} or later below ${root}`);
  return join(root, String(Math.max(...majors)), "bin");
}

async function userPostgres(): Promise<{ uid: number; gid: number }> {
  const id = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout);
  return { uid: await id("-u"), gid: await id("-g") };
}

async function waitUntilReady(server: ChildProcess, isReady: string, port: number): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with code ${server.exitCode}`);
    const answered = await run(isReady, ["-h", "127.0.0.1", "-p", String(port)]).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await sleep(50);
  }
  throw new Error(`PostgreSQL did not answer within ${START_TIMEOUT_MS} ms`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
