import { isContentTerm } from "../../text/content-term.ts";
import type { QueryTerms } from "../engine.ts";

/** Features are pairs of Chinese characters and Latin words, known by a hash of this many bits: no table of strings, and memory
 * that does not grow with the language. At 45,000 features one in 90 shares its number with another. */
export const featureBits = 22;
export const featureSlots = 2 ** featureBits;

/** Occurrences are counted up to here. */
const mostCount = 2 ** (32 - featureBits) - 1;

/** Terms of a text as rising numbers `count · 2^22 + feature`; the count stands above, so order is by feature where counts are masked.
 * Single characters, figures and dictionary words are left out: measured, they blur (docs/matching.md#latent-vectors). */
export function packFeatures(counts: QueryTerms): Uint32Array {
  const found = new Map<number, number>();
  for (const [term, count] of counts) {
    if (!isContentTerm(term)) continue;
    const feature = featureOf(term);
    found.set(feature, (found.get(feature) ?? 0) + count);
  }
  const packed = new Uint32Array(found.size);
  let at = 0;
  for (const feature of [...found.keys()].sort((a, b) => a - b)) {
    packed[at++] = Math.min(found.get(feature)!, mostCount) * featureSlots + feature;
  }
  return packed;
}

export function featureIn(packed: number): number {
  return packed & (featureSlots - 1);
}

export function countIn(packed: number): number {
  return packed >>> featureBits;
}

/** FNV-1a over code units, folded to `featureBits`. */
export function featureOf(term: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = 0; at < term.length; at += 1) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) & (featureSlots - 1);
}
