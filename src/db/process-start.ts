import { readFile } from "node:fs/promises";

/** Position of `starttime` among the fields that follow the command name in /proc/<pid>/stat (proc(5), field 22). */
const START_TIME_FIELD = 19;

/** Names one run of one process: boot id and start time in clock ticks. null where the system does not tell. */
export async function processStart(pid: number): Promise<string | null> {
  try {
    const [boot, stat] = await Promise.all([
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
      readFile(`/proc/${pid}/stat`, "utf8"),
    ]);
    // The command name stands in brackets and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A killed process stays listed until its parent collects it, but runs no more.
    if (fields[0] === "Z" || fields[0] === "X") return `${boot.trim()}:ended`;
    const ticks = fields[START_TIME_FIELD];
    return ticks === undefined ? null : `${boot.trim()}:${ticks}`;
  } catch {
    return null;
  }
}
