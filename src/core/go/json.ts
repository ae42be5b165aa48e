import { byteOrder } from './byte-order.ts';

/**
 * `value` as Go's `json.Marshal` writes it: compact, and `<`, `>`, `&` escaped. Helm writes its
 * config blob and manifest in this way, so their digests depend on it.
 *
 * A plain object represents a Go struct: its keys are written in their order, without undefined
 * ones. A `Map` represents a Go map, such as annotations: its keys are sorted by bytes.
 */
export function goJson(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  const entries =
    value instanceof Map
      ? [...(value as Map<string, unknown>)].sort(([a], [b]) => byteOrder(a, b))
      : Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${entries.map(([key, member]) => `${quote(key)}:${goJson(member)}`).join(',')}}`;
}

/** The same limits for the exponent form as JavaScript has (encoding/json, floatEncoder). */
function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`json: unsupported value: ${value}`);
  return Object.is(value, -0) ? '-0' : String(value);
}

/**
 * The characters that Go's encoder escapes. `/` and DEL aren't among them; a lone surrogate is
 * written as U+FFFD.
 */
const ESCAPED = /["\\<>&\u2028\u2029\p{Cs}]|[\0-\x1f]/gu; // eslint-disable-line no-control-regex

const SHORT: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function quote(text: string): string {
  return `"${text.replace(ESCAPED, escape)}"`;
}

function escape(character: string): string {
  const unit = character.charCodeAt(0);
  if (unit >= 0xd800 && unit <= 0xdfff) return '\\ufffd';
  return SHORT[character] ?? `\\u${unit.toString(16).padStart(4, '0')}`;
}
