import type { Counterfactual } from "../../domain/matching/counterfactual.ts";
import type { GateHit } from "../../domain/matching/gates.ts";
import type { OpenQuestion } from "../../domain/matching/questions.ts";
import type { FactorName } from "../../domain/matching/weights.ts";
import type { Band } from "../../domain/matching/words.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";

/** A record as a match shows it: never a contact. */
export interface MatchParty {
  kind: EntityKind;
  id: string;
  number: string | null;
  title: string;
  organizationName: string;
  regionName: string;
}

/** What one factor brought to the shown score. */
export interface FactorPoints {
  factor: FactorName;
  label: string;
  /** Whole points; all factors' points sum to `shown`. */
  points: number;
  /** 0–1, or null when neither side says. */
  value: number | null;
  /** The corpus mean stood in for a blank cell. */
  unknown: boolean;
  /** A guess from the text stood in for what a side did not say. */
  guessed: boolean;
  /** Why, in words. */
  reason: string;
}

export type { Band };

export interface MatchItemView {
  target: MatchParty;
  /** 1-based. */
  rank: number;
  /** 0–1. */
  score: number;
  /** 0–100, the score rounded; equals the sum of points. */
  shown: number;
  band: Band;
  points: FactorPoints[];
  coverage: { known: number; total: number };
  gates: GateHit[];
  reasons: string[];
  /** Words of the need found in the candidate, longest first, common words left out. */
  matched: string[];
  unknowns: string[];
}

export interface MatchView {
  subject: MatchParty;
  targetKind: EntityKind;
  run: {
    id: string;
    createdAt: Date;
    weightsVersion: string;
    indexVersion: string;
    /** Why the list may be out of date; null when it is current. */
    stale: { reason: string; label: string } | null;
    /** A newer list is being computed. */
    pending: boolean;
  };
  items: QuotedItemView[];
}

export interface Segment {
  text: string;
  hit: boolean;
}

/** A part of a record, under the name its author knows it by, with what matched marked. */
export interface Quote {
  label: string;
  segments: Segment[];
}

/** A place of a list with the words of both sides it rests on, in context. */
export interface QuotedItemView extends MatchItemView {
  subjectQuotes: Quote[];
  targetQuotes: Quote[];
}

export interface MatchExplanation {
  subject: MatchParty;
  item: QuotedItemView;
  /** The expert's directions, papers, patents and projects that carry the overlap, at most 3; none where no side is an expert. */
  support: Quote[];
  /** What to ask next, most valuable first. */
  questions: OpenQuestion[];
  /** The one factor that would move the pair up; null where none alone does. */
  counterfactual: Counterfactual | null;
}
