/** Where a value is: keys of maps, and indices of lists. */
export type ValuePath = readonly (string | number)[];

/** What ends a key in the paths of `--set`, and the sign that takes this meaning away. */
const MEANT = /[\\.,=[]/g;

/**
 * A path as Helm's `--set` reads it (helm `pkg/strvals/parser.go`): `a.b[0].c`, with a backslash
 * before what would end a key.
 */
export function formatPath(path: ValuePath): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`;
      const key = step.replace(MEANT, '\\$&');
      return i === 0 ? key : `.${key}`;
    })
    .join('');
}

/** The path that a text means, as `formatPath` writes it; what isn't one is a key as it stands. */
export function parsePath(text: string): ValuePath {
  const path: (string | number)[] = [];
  const step = /(?:^|\.)((?:\\.|[^\\.[])*)|\[(\d+)\]/gsy;
  for (let at = 0; at < text.length; at = step.lastIndex) {
    step.lastIndex = at;
    const [whole, key, index] = step.exec(text) ?? [];
    if (whole === undefined || whole === '') return [text];
    // A list at the top, or an index right at the beginning, has no key before it.
    path.push(index === undefined ? (key ?? '').replace(/\\(.)/gs, '$1') : Number(index));
  }
  return path;
}
