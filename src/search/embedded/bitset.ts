/** Sets of small integers, one bit each. */
export type Bitset = Uint32Array;

export function createBitset(size: number): Bitset {
  return new Uint32Array((size + 31) >>> 5);
}

/** Set of 0..size − 1. */
export function fullBitset(size: number): Bitset {
  const bits = createBitset(size).fill(0xffffffff);
  if ((size & 31) !== 0) bits[bits.length - 1] = 2 ** (size & 31) - 1;
  return bits;
}

export function hasBit(bits: Bitset, at: number): boolean {
  return (bits[at >>> 5]! & (1 << (at & 31))) !== 0;
}

export function setBit(bits: Bitset, at: number): void {
  bits[at >>> 5]! |= 1 << (at & 31);
}

export function clearBit(bits: Bitset, at: number): void {
  bits[at >>> 5]! &= ~(1 << (at & 31));
}

/** Keeps in `into` only what `other` holds too. */
export function intersect(into: Bitset, other: Bitset): void {
  for (let word = 0; word < into.length; word++) into[word]! &= other[word]!;
}

/** Visits the members in rising order. */
export function forEachBit(bits: Bitset, visit: (at: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) visit((word << 5) + 31 - Math.clz32(rest & -rest));
  }
}

export function countBits(bits: Bitset): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** The largest members, at most `limit` of them, in falling order. */
export function largestBits(bits: Bitset, limit: number): number[] {
  const largest: number[] = [];
  for (let at = bits.length * 32 - 1; at >= 0 && largest.length < limit; at--) if (hasBit(bits, at)) largest.push(at);
  return largest;
}
