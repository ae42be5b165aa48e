/** Keys in YAML that is being typed, found by their indentation: it needn't be whole yet. */

interface TypedKey {
  /** Where it begins, behind the dash of a list's entry. */
  indent: number;
  key: string;
}

const KEY = /^(\s*)((?:-\s+)*)(?:"([^"]+)"|'([^']+)'|([^\s#"'{}[\]:,-][^:#]*?))\s*:(?:\s|$)/;

/** The keys that lead to what stands in a line, counted from 0; empty where there is no key. */
export function keysAt(text: string, line: number): string[] {
  const lines = text.split('\n');
  const own = keyIn(lines[line]);
  if (!own) return [];
  const keys = [own.key];
  let { indent } = own;
  for (let at = line - 1; at >= 0 && indent > 0; at--) {
    const above = keyIn(lines[at]);
    if (!above || above.indent >= indent) continue;
    keys.unshift(above.key);
    indent = above.indent;
  }
  return keys;
}

/** The keys that stand at the top, each once. */
export function topKeys(text: string): string[] {
  const keys = text
    .split('\n')
    .map(keyIn)
    .filter((key) => key?.indent === 0)
    .map((key) => key?.key ?? '');
  return [...new Set(keys)];
}

function keyIn(line: string | undefined): TypedKey | undefined {
  const [, blanks = '', dashes = '', double, single, plain] = KEY.exec(line ?? '') ?? [];
  const key = double ?? single ?? plain;
  return key === undefined ? undefined : { indent: blanks.length + dashes.length, key };
}
