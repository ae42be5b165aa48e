import type { YamlFault } from '../errors.ts';

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

const MAX_UINT64 = (1n << 64n) - 1n;
const MAX_INT64 = (1n << 63n) - 1n;

/**
 * The value of an unquoted scalar as yaml.v2 reads it (`resolve.go`), the library under Helm:
 * YAML 1.1 with yes and no, octal and binary, but neither base 60 nor dates.
 */
export function resolvePlain(text: string): ScalarValue {
  if (Object.hasOwn(KNOWN, text)) return KNOWN[text] as ScalarValue;
  if (text.startsWith('.')) return float(text) ?? text;
  if (!/^[-+0-9]/.test(text)) return text;
  const bare = text.replaceAll('_', '');
  return integer(bare) ?? float(bare) ?? text;
}

/**
 * The value of a scalar with a tag, quoted or not. With a tag that Helm doesn't know the value is
 * text.
 */
export function resolveTagged(tag: string, text: string): ScalarValue {
  switch (tag.replace(/^tag:yaml\.org,2002:/, '!!')) {
    case '!!binary':
      return fromBase64(text);
    case '!!null':
      return fitting(tag, text, (value) => (value === null ? value : undefined));
    case '!!bool':
      return fitting(tag, text, (value) => (typeof value === 'boolean' ? value : undefined));
    case '!!int':
      return fitting(tag, text, (value) => (typeof value === 'bigint' ? value : undefined));
    case '!!float':
      return fitting(tag, text, (value) =>
        typeof value === 'bigint' || typeof value === 'number' ? Number(value) : undefined,
      );
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
  if (value === undefined) throw new ScalarError({ reason: 'tag', tag, text });
  return value;
}

/** Go's `ParseInt`, then `ParseUint`, with base 0; undefined beyond 64 bits. */
function integer(text: string): bigint | undefined {
  const [, sign, hex, binary, octal, decimal] = INTEGER.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const size = hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? '');
  const value = BigInt(size);
  if (sign === '-') return value <= MAX_INT64 + 1n ? -value : undefined;
  return value <= (sign === '' ? MAX_UINT64 : MAX_INT64) ? value : undefined;
}

/** A float; undefined for one that doesn't fit into 64 bits, which Go reads as text. */
function float(text: string): number | undefined {
  const value = FLOAT.test(text) ? Number(text) : undefined;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function fromBase64(text: string): string {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ScalarError({ reason: 'base64' }, { cause });
  }
}

function same(value: ScalarValue, words: string): Record<string, ScalarValue> {
  return Object.fromEntries(words.split(' ').map((word) => [word, value]));
}
