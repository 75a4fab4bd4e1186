/** Bands of ten points: band 7 holds scores from 70 up to, not including, 80; band 9 holds 100 as well. */
export const bands = 10;

/** How many of some scores, each 0–1, stand in each band.
 * @returns `bands` numbers, the lowest band first */
export function countBands(scores: Iterable<number>): number[] {
  const counts = Array<number>(bands).fill(0);
  for (const score of scores) counts[Math.min(Math.floor(score * bands), bands - 1)]! += 1;
  return counts;
}
