/**
 * Patterns of `.Files.Glob` as gobwas/glob has them with `/` between names: `*` and `?` don't match
 * a slash, `**` does; `[a-c]`, `[!a]`, `{a,b}`, and `\` before a sign. Undefined where it finds the
 * pattern wrong.
 */
export function compileFileGlob(pattern: string): RegExp | undefined {
  const reader = { pattern, at: 0 };
  const source = sequence(reader, 0);
  return source === undefined ? undefined : new RegExp(`^(?:${source})$`, 'su');
}

interface Reader {
  pattern: string;
  at: number;
}

/** Up to the end, or within braces to their end or a comma. */
function sequence(reader: Reader, depth: number): string | undefined {
  let source = '';
  while (reader.at < reader.pattern.length) {
    const character = String.fromCodePoint(reader.pattern.codePointAt(reader.at) as number);
    if (depth > 0 && (character === ',' || character === '}')) return source;
    reader.at += character.length;
    const term = termOf(character, reader, depth);
    if (term === undefined) return undefined;
    source += term;
  }
  return depth > 0 ? undefined : source;
}

function termOf(character: string, reader: Reader, depth: number): string | undefined {
  const { pattern } = reader;
  switch (character) {
    case '*': {
      const isSuper = pattern[reader.at] === '*';
      while (pattern[reader.at] === '*') reader.at += 1;
      return isSuper ? '.*' : '[^/]*';
    }
    case '?':
      return '[^/]';
    case '[':
      return list(reader);
    case '{':
      return alternatives(reader, depth);
    case '\\': {
      const code = pattern.codePointAt(reader.at);
      if (code === undefined) return undefined;
      const next = String.fromCodePoint(code);
      reader.at += next.length;
      return escaped(next);
    }
    default:
      return escaped(character);
  }
}

function list(reader: Reader): string | undefined {
  const close = reader.pattern.indexOf(']', reader.at);
  if (close < 0) return undefined;
  let inside = reader.pattern.slice(reader.at, close);
  reader.at = close + 1;
  const isNegated = inside.startsWith('!');
  if (isNegated) inside = inside.slice(1);
  const characters = Array.from(inside);
  if (characters.length === 0) return undefined;
  const isRange = characters.length === 3 && characters[1] === '-';
  const [low = '', , high = ''] = characters;
  if (isRange && low > high) return undefined;
  const members = isRange
    ? `${escapedMember(low)}-${escapedMember(high)}`
    : characters.map(escapedMember).join('');
  return `[${isNegated ? '^' : ''}${members}]`;
}

function alternatives(reader: Reader, depth: number): string | undefined {
  const sources: string[] = [];
  for (;;) {
    const source = sequence(reader, depth + 1);
    if (source === undefined) return undefined;
    sources.push(source);
    const end = reader.pattern[reader.at];
    reader.at += 1;
    if (end === '}') return `(?:${sources.join('|')})`;
  }
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}

/** Within brackets a hyphen means something too. */
function escapedMember(character: string): string {
  return character === '-' ? '\\-' : escaped(character);
}
