import { parseJson } from '../core/json.ts';

/** A string, a mark, or what stands between them: a number, `true`, `false`, `null`. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * `text` as `jq .` prints it: two spaces a level, one space after a colon. It is re-set token
 * by token, since parsing would bring keys like "1" to the front. What isn't JSON stays as it
 * is. It ends soon after `most` characters, since deep nesting turns a short text into a very long one.
 */
export function prettyJson(text: string, most = Infinity): string {
  if (parseJson(text) === undefined) return text;
  let out = '';
  let depth = 0;
  let previous = '';
  const newLine = () => '\n' + '  '.repeat(depth);
  for (const [token] of text.matchAll(TOKEN)) {
    if (out.length > most) break;
    const opened = previous === '{' || previous === '[';
    const closes = token === '}' || token === ']';
    if (opened && !closes) depth++;
    if (closes && !opened) depth--;
    if (opened ? !closes : closes || previous === ',') out += newLine();
    if (token === ':') out += ': ';
    else out += token.startsWith('"') ? unescaped(token) : token;
    previous = token;
  }
  return out;
}

/** Go writes `<` as `\u003c`; jq prints the character. It escapes DEL as well. */
function unescaped(token: string): string {
  return JSON.stringify(JSON.parse(token)).replaceAll('\u007f', '\\u007f');
}
