/** The port. It lives in text/, whose analyser calls it; the adapters in this folder implement it. */
export type { WordCutter } from "../../text/word-cutter.ts";
