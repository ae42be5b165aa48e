/** Where in a template something that it wrote comes from. */

/** From this offset of the output on, a template writes what the node at `at` stands for. */
export interface Mark {
  output: number;
  /** In UTF-16 units of the template, as all offsets are. */
  at: number;
  /** It is text, which is written as it stands. */
  isText: boolean;
}

/** The offset in the template of what is at an offset of its output, by the marks in their order. */
export function originOf(marks: readonly Mark[], offset: number): number {
  let low = 0;
  let end = marks.length;
  while (end - low > 1) {
    const middle = (low + end) >> 1;
    if ((marks[middle] as Mark).output <= offset) low = middle;
    else end = middle;
  }
  const mark = marks[low];
  if (!mark) return 0;
  return mark.isText ? mark.at + offset - mark.output : mark.at;
}
