import { formatPath, type ValuePath } from './path.ts';

/** What Helm makes of a value itself, by `--set`, without asking what was meant (`typedVal`). */
const TYPED = /^(?:true|false|null|0|[-+]?[1-9]\d*)$/i;
/** Longer values are set in a file. */
const LONGEST = 400;

/**
 * The option of `helm install` that sets a value, for a shell: `--set` where Helm reads its text as
 * the very value, else `--set-string` or `--set-json`. Undefined for what belongs in a file: long
 * values, and those below a key without letters.
 *
 * @param value as JSON has it
 */
export function setOption(path: ValuePath, value: unknown): string | undefined {
  if (path.length === 0 || path.includes('')) return undefined;
  const [option, text] = optionFor(value);
  if (text.length > LONGEST) return undefined;
  return `${option} ${quoted(`${formatPath(path)}=${text}`)}`;
}

function optionFor(value: unknown): [option: string, text: string] {
  if (typeof value === 'string') {
    // A brace begins a list.
    const text = value.replace(/[\\,]/g, '\\$&').replace(/^\{/, '\\{');
    return [TYPED.test(value) ? '--set-string' : '--set', text];
  }
  if (value === null || typeof value === 'boolean') return ['--set', String(value)];
  // Helm reads only whole numbers as such here, and what has a fraction as text.
  if (Number.isSafeInteger(value)) return ['--set', String(value)];
  return ['--set-json', JSON.stringify(value)];
}

/** A word of a shell that means what it says. */
function quoted(text: string): string {
  return /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
