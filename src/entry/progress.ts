/** A progress line on stderr, so that stdout stays data. Silent where stderr is not a terminal, but for each tenth. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr) {
  let stage = "";
  let lastTenth = -1;
  return {
    /** @param done 0–total
     * @param total null while it is not known */
    update(name: string, done: number, total: number | null) {
      if (total === null) {
        stream.write(stream.isTTY ? `\r${name} ${done}\x1b[K` : `${name} ${done}\n`);
        return;
      }
      const share = total === 0 ? 1 : done / total;
      if (name !== stage) {
        stage = name;
        lastTenth = -1;
      }
      if (stream.isTTY) {
        const width = 24;
        const filled = Math.round(share * width);
        stream.write(
          `\r${"█".repeat(filled)}${"░".repeat(width - filled)} ${String(Math.floor(share * 100)).padStart(3)}% ${name} ${done}/${total}\x1b[K`,
        );
        if (done >= total) stream.write("\n");
        return;
      }
      const tenth = Math.floor(share * 10);
      if (tenth > lastTenth) stream.write(`${name} ${done}/${total}\n`);
      lastTenth = tenth;
    },
  };
}
