/** Whether a term carries meaning by itself: two Chinese characters, or a word of another script. Single characters, figures and
 * dictionary words, which repeat pairs, do not count. */
export function isContentTerm(term: string): boolean {
  return /^(?:\p{Script=Han}{2}$|[^\p{Script=Han}\p{N}\p{C}])/u.test(term);
}
