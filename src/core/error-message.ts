/** The longest message: data may contain all annotations of a manifest. */
const MAX_LENGTH = 500;
const MAX_TEXT = 160;
const MAX_ITEMS = 5;
const MAX_KEYS = 10;
const MAX_DEPTH = 3;

/**
 * The message of an error: its code, and its data in short, as JavaScript would write it. It is
 * for consoles and reports; what a person reads on the page is worded in `text/`.
 */
export function messageOf(code: string, data: object): string {
  const said = brief(data, 0);
  return said === '{}' ? code : shortened(`${code} ${said}`, MAX_LENGTH);
}

/**
 * `text` without possible secrets: the user name and password before a host, and the query of a
 * URL, which may contain signatures and tokens.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(/(\/\/|^(?=[^/\s:@]+:))[^/\s]*@/g, '$1…@')
    .replace(/[^\s#"'<>]+/g, withoutQuery);
}

/** A word without the query of the URL that it has. */
function withoutQuery(word: string): string {
  const url = word.search(/\b[a-z]+:\/\//i);
  const query = url < 0 ? -1 : word.indexOf('?', url);
  return query < 0 ? word : `${word.slice(0, query)}?…`;
}

/** `text`, or its beginning where it is longer than `limit`. */
export function shortened(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

function brief(value: unknown, depth: number): string {
  if (typeof value === 'string') {
    return JSON.stringify(shortened(withoutCredentials(value), MAX_TEXT));
  }
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth === MAX_DEPTH) return '…';
  const isList = Array.isArray(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const shown = entries
    .slice(0, isList ? MAX_ITEMS : MAX_KEYS)
    .map(([key, member]) => (isList ? '' : `${key}: `) + brief(member, depth + 1));
  if (entries.length > shown.length) shown.push('…');
  return isList ? `[${shown.join(', ')}]` : `{${shown.join(', ')}}`;
}
