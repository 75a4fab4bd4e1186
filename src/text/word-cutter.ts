/** Cuts Chinese text into dictionary words. */
export interface WordCutter {
  /** Which implementation cuts, e.g. `nodejieba`; stored with an index. */
  readonly name: string;
  /** Version of that implementation; "" where it has none. */
  readonly version: string;
  /** Names the dictionaries in use; equal hashes mean the same words. "" without a dictionary. */
  readonly dictionaryHash: string;
  /**
   * @param text runs of simplified Chinese characters, separated by "\n"; nothing else
   * @returns the words in reading order, each run's words joining up to the run; whether the "\n" come back is left open.
   *   Empty without a dictionary.
   */
  cut(text: string): string[];
}
