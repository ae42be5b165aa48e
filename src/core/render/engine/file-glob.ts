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

/** Up to the end, or within braces to their end or a comma; the end of the pattern closes them too. */
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
  return source;
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
      if (code === undefined) return '';
      const next = String.fromCodePoint(code);
      reader.at += next.length;
      return escaped(next);
    }
    default:
      return escaped(character);
  }
}

/** `fetchRange`: a range of two characters and nothing else, or all characters up to the bracket. */
function list(reader: Reader): string | undefined {
  const isNegated = reader.pattern[reader.at] === '!';
  if (isNegated) reader.at += 1;
  const [low = '', sign] = charactersFrom(reader);
  const members = sign === '-' ? range(reader, low) : listed(reader);
  if (!members || reader.pattern[reader.at] !== ']') return undefined;
  reader.at += 1;
  return `[${isNegated ? '^' : ''}${members}]`;
}

/** The next three characters. */
function charactersFrom({ pattern, at }: Reader): string[] {
  return Array.from(pattern.slice(at, at + 6)).slice(0, 3);
}

/** Any character is the last one of a range, a bracket as well. */
function range(reader: Reader, low: string): string | undefined {
  const [, , high] = charactersFrom(reader);
  if (high === undefined || low > high) return undefined;
  reader.at += low.length + 1 + high.length;
  return `${escapedMember(low)}-${escapedMember(high)}`;
}

function listed(reader: Reader): string {
  const [, text = ''] = /^((?:\\[^]|[^\\\]])*)/.exec(reader.pattern.slice(reader.at)) ?? [];
  reader.at += text.length;
  return Array.from(text.replace(/\\([^])/g, '$1'), escapedMember).join('');
}

function alternatives(reader: Reader, depth: number): string | undefined {
  const sources: string[] = [];
  for (;;) {
    const source = sequence(reader, depth + 1);
    if (source === undefined) return undefined;
    sources.push(source);
    const end = reader.pattern[reader.at];
    reader.at += 1;
    if (end !== ',') return `(?:${sources.join('|')})`;
  }
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}

/** Within brackets a hyphen means something too. */
function escapedMember(character: string): string {
  return character === '-' ? '\\-' : escaped(character);
}
