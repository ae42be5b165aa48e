import { count, grouped } from './units.ts';

/** How much of a text is shown. */
export interface TextShare {
  lines: number;
  allLines: number;
  /** Some lines are longer than what is shown of them. */
  shortened: boolean;
}

/** Which part of a text isn't shown, in sentences; nothing where all of it is. */
export function leftOutOfText({ lines, allLines, shortened }: TextShare): string[] {
  return [
    ...(lines < allLines
      ? [`The first ${count(lines, 'line')} of ${grouped(allLines)} are shown.`]
      : []),
    ...(shortened ? ['Of very long lines only the beginning is shown.'] : []),
  ];
}

/** Says that a text has no such line, counted from 1; nothing where it has. */
export function noSuchLine(line: number, { allLines }: Pick<TextShare, 'allLines'>): string {
  if (line <= allLines) return '';
  return `There is no line ${grouped(line)}: the last is ${grouped(allLines)}.`;
}

/** Says that only the beginning of a list is shown; nothing where all of it is. */
export function leftOutOfList(shown: number, all: number, one: string, many?: string): string {
  return shown < all ? `The first ${grouped(shown)} of ${count(all, one, many)} are shown.` : '';
}
