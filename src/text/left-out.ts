import { count, formatSize } from './units.ts';

/** How much of a text is shown. */
export interface TextShare {
  lines: number;
  allLines: number;
  /** Some lines are longer than what is shown of them. */
  shortened: boolean;
  /** Bytes, where only the beginning of a file was read. */
  read?: number | undefined;
  size?: number | undefined;
}

/** Which part of a text isn't shown, in sentences; nothing where all of it is. */
export function leftOutOfText({ lines, allLines, shortened, read, size }: TextShare): string[] {
  const cut = read !== undefined && size !== undefined && read < size;
  return [
    ...(cut ? [`Only the first ${formatSize(read)} of ${formatSize(size)} were read.`] : []),
    ...(lines < allLines
      ? [
          `The first ${count(lines, 'line')} of ${cut ? 'these ' : ''}${count(allLines, 'line')} are shown.`,
        ]
      : []),
    ...(shortened ? ['Of very long lines only the beginning is shown.'] : []),
  ];
}

/** Says that only the beginning of a list is shown; nothing where all of it is. */
export function leftOutOfList(shown: number, all: number, one: string, many?: string): string {
  return shown < all ? `The first ${shown} of ${count(all, one, many)} are shown.` : '';
}
