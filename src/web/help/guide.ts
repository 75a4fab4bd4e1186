/** A line of a step: words, or words that lead somewhere. */
export type Said = string | { href: string; text: string };

export interface GuideStep {
  title: string;
  said: readonly Said[];
}

export interface Guide {
  /** Part of the address below /help. */
  name: string;
  title: string;
  intro: string;
  steps: readonly GuideStep[];
  /** What people ask most. */
  questions: readonly (readonly [question: string, answer: string])[];
}

/** Words that lead to a page. */
export const to = (href: string, text: string): Said => ({ href, text });
