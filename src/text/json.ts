import { parseJson } from '../core/json.ts';

/** A string, a mark, or what stands between them: a number, `true`, `false`, `null`. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * `text` as `jq .` prints it: two spaces a level, one space after a colon. It is re-set token
 * by token, since parsing would bring keys like "1" to the front. What isn't JSON stays as it
 * is.
 */
export function prettyJson(text: string): string {
  if (parseJson(text) === undefined) return text;
  const tokens = text.match(TOKEN) ?? [];
  let out = '';
  let depth = 0;
  const newLine = () => '\n' + '  '.repeat(depth);
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    if (token === '{' || token === '[') {
      const empty = next === '}' || next === ']';
      if (!empty) depth++;
      out += empty ? token : token + newLine();
    } else if (token === '}' || token === ']') {
      const previous = tokens[i - 1];
      const empty = previous === '{' || previous === '[';
      if (!empty) depth--;
      out += empty ? token : newLine() + token;
    } else if (token === ',') {
      out += token + newLine();
    } else if (token === ':') {
      out += ': ';
    } else {
      out += token.startsWith('"') ? unescaped(token) : token;
    }
  });
  return out;
}

/** Go writes `<` as `\u003c`; jq prints the character. It escapes DEL as well. */
function unescaped(token: string): string {
  return JSON.stringify(JSON.parse(token)).replaceAll('\u007f', '\\u007f');
}
