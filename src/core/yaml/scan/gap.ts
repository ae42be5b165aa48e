import { isBlank, isBreak } from './characters.ts';
import type { Source } from './source.ts';

/** The white space behind a word of a quoted or plain scalar. */
export interface Gap {
  /** Whether it goes on to another line. */
  hasBreak: boolean;
  /** What it is in the scalar's value, if another word follows. */
  value: string;
}

/**
 * Passes blanks and line breaks, and folds them as yaml.v2 does: a single line break is a space, of
 * several the first counts for nothing. `afterBreak`: a line break before them was escaped.
 * `checkIndent` is called where a blank may be indentation.
 */
export function scanGap(source: Source, afterBreak: boolean, checkIndent?: () => void): Gap {
  const begin = source.offset;
  let blanksEnd = begin;
  let hasBreak = afterBreak;
  let first = '';
  let more = '';
  for (;;) {
    const unit = source.unit();
    if (isBlank(unit)) {
      if (hasBreak) checkIndent?.();
      source.skip();
      if (!hasBreak) blanksEnd = source.offset;
    } else if (isBreak(unit)) {
      if (hasBreak) more += source.readBreak();
      else first = source.readBreak();
      hasBreak = true;
    } else {
      break;
    }
    source.need(1);
  }
  if (!hasBreak) return { hasBreak, value: source.text.slice(begin, blanksEnd) };
  if (first !== '\n') return { hasBreak, value: first + more };
  return { hasBreak, value: more === '' ? ' ' : more };
}
