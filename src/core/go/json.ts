import { byteOrder } from './byte-order.ts';
import { spend } from './template/budget.ts';

export interface JsonOptions {
  /** Escapes `<`, `>` and `&`, as Go does unless it is told otherwise. */
  escapesHtml: boolean;
  /** What each level is indented by; '' writes everything in one line. */
  indent: string;
}

const COMPACT: JsonOptions = { escapesHtml: true, indent: '' };

/**
 * `value` as Go's `json.Marshal` writes it: compact, and `<`, `>`, `&` escaped. Helm writes its
 * config blob and manifest in this way, so their digests depend on it.
 *
 * A plain object represents a Go struct: its keys are written in their order, without undefined
 * ones. A `Map` represents a Go map, such as annotations: its keys are sorted by bytes.
 */
export function goJson(value: unknown, options: JsonOptions = COMPACT): string {
  return write(value, options, options.indent === '' ? '' : '\n');
}

/** `newLine` begins the lines of what is around the value; '' where there are no lines. */
function write(value: unknown, options: JsonOptions, newLine: string): string {
  if (typeof value === 'string') return quote(value, options);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return 'null';
  const inner = newLine + options.indent;
  if (Array.isArray(value)) {
    const items = value.map((item) => write(item, options, inner));
    return bracketed('[', items, ']', inner, newLine);
  }
  const entries =
    value instanceof Map
      ? [...(value as Map<string, unknown>)].sort(([a], [b]) => byteOrder(a, b))
      : Object.entries(value).filter(([, member]) => member !== undefined);
  const colon = newLine === '' ? ':' : ': ';
  const members = entries.map(
    ([key, member]) => quote(key, options) + colon + write(member, options, inner),
  );
  return bracketed('{', members, '}', inner, newLine);
}

function bracketed(
  open: string,
  parts: readonly string[],
  close: string,
  inner: string,
  outer: string,
): string {
  if (parts.length === 0) return open + close;
  spend(parts.length * (1 + inner.length));
  return `${open}${inner}${parts.join(`,${inner}`)}${outer}${close}`;
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
/** The same without those that have a meaning in HTML. */
const ESCAPED_OUTSIDE_HTML = /["\\\u2028\u2029\p{Cs}]|[\0-\x1f]/gu; // eslint-disable-line no-control-regex

const SHORT: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function quote(text: string, { escapesHtml }: JsonOptions): string {
  const escaped = text.replace(escapesHtml ? ESCAPED : ESCAPED_OUTSIDE_HTML, escape);
  spend(escaped.length);
  return `"${escaped}"`;
}

function escape(character: string): string {
  const unit = character.charCodeAt(0);
  if (unit >= 0xd800 && unit <= 0xdfff) return '\\ufffd';
  return SHORT[character] ?? `\\u${unit.toString(16).padStart(4, '0')}`;
}
