import { Agent, get } from "node:http";

export interface Asked {
  status: number;
  /** As sent, compressed. */
  bytes: number;
  wallMs: number;
  /** Processor time of this process, all threads: server and embedded database, and the little the request itself takes. */
  cpuMs: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Asks for a page as a browser does, and reads it to its end.
 * @param fresh on a connection of its own: a kept one is closed while the server is too busy to be idle */
export function ask(url: string, cookie: string, fresh = false): Promise<Asked> {
  const before = process.cpuUsage();
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { cookie, "accept-encoding": "gzip", accept: "text/html" };
    const request = get(url, { agent: fresh ? false : agent, headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (part: Buffer) => {
        bytes += part.length;
      });
      answer.on("error", reject);
      answer.on("end", () => {
        const { user, system } = process.cpuUsage(before);
        const wallMs = performance.now() - from;
        resolve({ status: answer.statusCode ?? 0, bytes, wallMs, cpuMs: (user + system) / 1000 });
      });
    });
    request.on("error", reject);
  });
}

export function closeAgent(): void {
  agent.destroy();
}
