import type { YamlFault } from '../errors.ts';
import { textOfBytes } from '../go/rune.ts';
import { isTimestamp } from './timestamp.ts';

/** The value of a YAML scalar in Helm; integers are `bigint`, so that none is rounded. */
export type ScalarValue = string | bigint | number | boolean | null;

/** Thrown if a text isn't valid for its tag; the caller knows the position. */
export class ScalarError extends Error {
  readonly fault: YamlFault;

  constructor(fault: YamlFault, options?: ErrorOptions) {
    super(fault.reason, options);
    this.fault = fault;
  }
}

const KNOWN: Record<string, ScalarValue> = {
  ...same(true, 'y Y yes Yes YES true True TRUE on On ON'),
  ...same(false, 'n N no No NO false False FALSE off Off OFF'),
  ...same(null, '~ null Null NULL'),
  '': null,
  ...same(NaN, '.nan .NaN .NAN'),
  ...same(Infinity, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...same(-Infinity, '-.inf -.Inf -.INF'),
};

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** An underscore without digits around it, which Go refuses where yaml.v2 leaves it in. */
const LOOSE = /(?:^|[^0-9])_|_(?:[^0-9]|$)/;

const MAX_UINT64 = (1n << 64n) - 1n;
const MAX_INT64 = (1n << 63n) - 1n;

/**
 * The value of an unquoted scalar as yaml.v2 reads it (`resolve.go`), the library under Helm:
 * YAML 1.1 with yes and no, octal and binary, but neither base 60 nor dates.
 */
export function resolvePlain(text: string): ScalarValue {
  if (Object.hasOwn(KNOWN, text)) return KNOWN[text] as ScalarValue;
  const bare = text.replaceAll('_', '');
  if (text.startsWith('.')) return (LOOSE.test(text) ? undefined : float(bare)) ?? text;
  if (!/^[-+0-9]/.test(text)) return text;
  return integer(bare) ?? float(bare) ?? text;
}

/**
 * The value of a scalar with a tag, quoted or not. With a tag that Helm doesn't know the value is
 * text.
 */
export function resolveTagged(tag: string, text: string): ScalarValue {
  switch (tag) {
    case 'tag:yaml.org,2002:binary':
      return fromBase64(text);
    case 'tag:yaml.org,2002:null':
      return fitting(tag, text, (value) => (value === null ? value : undefined));
    case 'tag:yaml.org,2002:bool':
      return fitting(tag, text, (value) => (typeof value === 'boolean' ? value : undefined));
    case 'tag:yaml.org,2002:int':
      return fitting(tag, text, (value) => (typeof value === 'bigint' ? value : undefined));
    case 'tag:yaml.org,2002:float':
      return fitting(tag, text, (value) => {
        if (typeof value === 'number') return value;
        return typeof value === 'bigint' && value <= MAX_INT64 ? Number(value) : undefined;
      });
    case 'tag:yaml.org,2002:timestamp':
      return fitting(tag, text, () => (isTimestamp(text) ? text : undefined));
    default:
      return text;
  }
}

function fitting(
  tag: string,
  text: string,
  fit: (value: ScalarValue) => ScalarValue | undefined,
): ScalarValue {
  const value = fit(resolvePlain(text));
  const shortTag = tag.replace('tag:yaml.org,2002:', '!!');
  if (value === undefined) throw new ScalarError({ reason: 'tag', tag: shortTag, text });
  return value;
}

/** Go's `ParseInt`, then `ParseUint`, with base 0; undefined beyond 64 bits. */
function integer(text: string): bigint | undefined {
  const [, sign, hex, binary, octal, decimal] = INTEGER.exec(text) ?? [];
  if (sign === undefined) return signedBinary(text);
  const size = hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? '');
  const value = BigInt(size);
  if (sign === '-') return value <= MAX_INT64 + 1n ? -value : undefined;
  return value <= (sign === '' ? MAX_UINT64 : MAX_INT64) ? value : undefined;
}

/** yaml.v2 takes a sign between `0b` and the digits too. */
function signedBinary(text: string): bigint | undefined {
  const [, sign, digits] = /^0b([-+])([01]+)$/.exec(text) ?? [];
  return digits === undefined ? undefined : integer(`${sign}0b${digits}`);
}

/** A float; undefined for one that doesn't fit into 64 bits, which Go reads as text. */
function float(text: string): number | undefined {
  const value = FLOAT.test(text) ? Number(text) : undefined;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** As Go's encoding/base64: with padding, and without blanks other than line breaks. */
function fromBase64(text: string): string {
  const digits = text.replace(/[\r\n]/g, '');
  if (digits.length % 4 > 0 || !BASE_64.test(digits)) throw new ScalarError({ reason: 'base64' });
  return textOfBytes(atob(digits));
}

const BASE_64 = /^[A-Za-z0-9+/]*={0,2}$/;

function same(value: ScalarValue, words: string): Record<string, ScalarValue> {
  return Object.fromEntries(words.split(' ').map((word) => [word, value]));
}
