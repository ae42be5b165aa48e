import { goYamlScalar } from '../yaml/emit.ts';

/** A line of YAML that is being written, and where what it says comes from. */
export interface WrittenLine<Origin> {
  text: string;
  origin?: Origin | undefined;
}

/** What is known of a value beside the value: comments and origins, and those of what is in it. */
export interface Guide<Origin> {
  /** The lines of the comment above a key, without their indentation. */
  comment(): readonly string[];
  origin(value: unknown): Origin | undefined;
  below(step: string | number): Guide<Origin>;
  /** The keys of a map in the order in which they are to be written. */
  order(keys: readonly string[]): readonly string[];
}

/** Text that begins and ends in a block of lines as it does itself. */
const ENDS_PLAIN = /^\S[\s\S]*\S\n?$/;
/** What a block of lines can't say as it is. */
const UNPRINTABLE = /[^\P{Cc}\n\t]|[\u2028\u2029\ufeff]/u;

/** A map of values as YAML, key by key, with comments. */
export function* writeValues<Origin>(
  map: Record<string, unknown>,
  guide: Guide<Origin>,
  indent = '',
): Iterable<WrittenLine<Origin>> {
  for (const key of guide.order(Object.keys(map))) {
    const value = map[key];
    const below = guide.below(key);
    for (const line of below.comment()) yield { text: indent + line };
    const origin = below.origin(value);
    const [first = '', ...rest] = linesOf(value, below, indent);
    const head = `${indent}${goYamlScalar(key)}:`;
    yield { text: typeof first === 'string' ? head + first : head, origin };
    if (typeof first !== 'string') yield first;
    for (const line of rest) yield typeof line === 'string' ? { text: line } : line;
  }
}

/** What follows a key: the rest of its line as text, then lines of their own. */
function* linesOf<Origin>(
  value: unknown,
  guide: Guide<Origin>,
  indent: string,
): Iterable<string | WrittenLine<Origin>> {
  if (Array.isArray(value) && value.length > 0) {
    for (const [i, item] of value.entries()) yield* itemOf(item, guide.below(i), `${indent}  `);
  } else if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    yield* writeValues(value as Record<string, unknown>, guide, `${indent}  `);
  } else if (typeof value === 'string' && isBlock(value)) {
    const isEnded = value.endsWith('\n');
    yield isEnded ? ' |' : ' |-';
    for (const line of value.replace(/\n$/, '').split('\n')) {
      yield line === '' ? '' : `${indent}  ${line}`;
    }
  } else yield ` ${scalar(value)}`;
}

/** An entry of a list: what follows a key, with a hyphen in its place. */
function* itemOf<Origin>(
  item: unknown,
  guide: Guide<Origin>,
  indent: string,
): Iterable<WrittenLine<Origin>> {
  let hyphen = `${indent}-`;
  for (const line of linesOf(item, guide, indent)) {
    if (hyphen === '') yield typeof line === 'string' ? { text: line } : line;
    // The first line of a map stands two columns in already: the hyphen takes their place.
    else if (typeof line === 'string') yield { text: hyphen + line };
    else yield { ...line, text: hyphen + line.text.slice(indent.length + 1) };
    hyphen = '';
  }
}

function isBlock(value: string): boolean {
  return value.includes('\n') && ENDS_PLAIN.test(value) && !UNPRINTABLE.test(value);
}

function scalar(value: unknown): string {
  if (typeof value === 'string' && !value.includes('\n')) return goYamlScalar(value);
  return JSON.stringify(value);
}
