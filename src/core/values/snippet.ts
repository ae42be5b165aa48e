import { goYamlScalar } from '../yaml/emit.ts';
import { pathOf, type OutlineKey } from './outline.ts';

/** An alias, an anchor or a merge, whose meaning depends on the rest of the file. */
const DEPENDS = /(?:^|[\s[{,:-])(?:[*&][\w-]|<<\s*:)/m;

/**
 * A value as YAML with the keys that it is in, for a file of values: its lines as they are written,
 * comments included. Undefined where they mean something only in their own file.
 *
 * @param lines the lines of the text that `keys` are of
 */
export function snippetOf(
  keys: readonly OutlineKey[],
  index: number,
  lines: readonly string[],
): string | undefined {
  const key = keys[index];
  if (!key) return undefined;
  const path = pathOf(keys, index);
  const own = lines
    .slice(key.line - 1, key.end)
    .map((line, i) => withoutIndent(line, i === 0, key.column - 1));
  // In a map on one line others stand beside it: then its value is all that can be taken.
  const text = isAlone(keys, key, lines) ? own : key.value === undefined ? undefined : inJson(key);
  if (!text || DEPENDS.test(text.join('\n'))) return undefined;
  const written: string[] = [];
  let indent = '';
  let hyphens = '';
  for (const step of path.slice(0, -1)) {
    if (typeof step === 'number') {
      hyphens += '- ';
      continue;
    }
    written.push(`${indent}${hyphens}${goYamlScalar(step)}:`);
    indent += `${' '.repeat(hyphens.length)}  `;
    hyphens = '';
  }
  if (typeof path.at(-1) === 'number') hyphens += '- ';
  const [first = '', ...rest] = text;
  written.push(`${indent}${hyphens}${first}`);
  const below = indent + ' '.repeat(hyphens.length);
  for (const line of rest) written.push(line === '' ? '' : below + line);
  return `${written.join('\n')}\n`;
}

/** Takes the columns before a key away, from the first line whatever stands there. */
function withoutIndent(line: string, isFirst: boolean, columns: number): string {
  if (isFirst) return line.slice(columns);
  const indent = Math.min(line.search(/\S|$/), columns);
  return line.slice(indent).trimEnd();
}

/** Whether a key's lines hold nothing but the key: no bracket of a map around it, and no other key. */
function isAlone(keys: readonly OutlineKey[], key: OutlineKey, lines: readonly string[]): boolean {
  const before = (lines[key.line - 1] ?? '').slice(0, key.column - 1);
  const around = keys[key.parent];
  return /^[\s-]*$/.test(before) && (around?.end ?? Infinity) >= key.end;
}

function inJson({ step, value }: OutlineKey): string[] {
  return [typeof step === 'number' ? (value ?? '') : `${goYamlScalar(step)}: ${value}`];
}
