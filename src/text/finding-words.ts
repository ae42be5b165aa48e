import type { FindingArgs, FindingCode } from '../core/lint/codes.ts';

/** A finding as a person reads it: what is so, why it matters, and what to do. */
export interface FindingWords {
  what: string;
  why: string;
  next: string;
}

/** The words of some rules. */
export type WordsOf<Codes extends FindingCode> = {
  [C in Codes]: (args: FindingArgs[C]) => FindingWords;
};

/** Why a fault matters that keeps a chart from being loaded. */
export const NOT_LOADED = 'Helm refuses to load such a chart, so nobody could install it.';
