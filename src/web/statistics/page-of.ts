/** A whole number of an address; `least` for anything else. */
export function pageOf(text: string | undefined, least = 1): number {
  const number = Number(text);
  return Number.isInteger(number) && number >= least && number <= 10_000 ? number : least;
}
