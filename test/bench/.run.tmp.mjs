import { runBench } from "./bench.ts";

await runBench({
  docs: Number(process.argv[2]),
  peers: process.argv[3] === "peers",
  ...(process.argv[4] ? { json: process.argv[4] } : {}),
});
