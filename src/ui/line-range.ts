/** Lines of a text, counted from 1, the last included. */
export interface LineRange {
  from: number;
  to: number;
}

/** The lines that `12` or `12-20` names; undefined for anything else. */
export function parseLines(text: string | undefined): LineRange | undefined {
  const [, from = '', to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text?.trim() ?? '') ?? [];
  if (Number(from) < 1 || Number(to) < Number(from)) return undefined;
  return { from: Number(from), to: Number(to) };
}

/** Lines as they stand in an address. */
export function formatLines({ from, to }: LineRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}
