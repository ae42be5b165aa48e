import { formatFloat } from '../go/format-float.ts';
import { Emitter, type EmitterOptions } from './write/emitter.ts';
import { compareKeys, type YamlLibrary } from './write/key-order.ts';

/**
 * What can be written: JSON, with integers of any size as `bigint`, and bytes. The members of an
 * object or of a `Map` are sorted.
 */
export type Writable =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Writable[]
  | ReadonlyMap<string, Writable>
  | { readonly [key: string]: Writable };

const LIBRARIES: Record<YamlLibrary, EmitterOptions> = {
  2: { library: 2, width: 80, indentsLists: false, quotesAll: false, quotesMerges: false },
  3: { library: 3, width: Infinity, indentsLists: true, quotesAll: false, quotesMerges: false },
};
/** What is to be read back as the same by everyone. */
const OWN: EmitterOptions = { ...LIBRARIES[2], width: Infinity, quotesMerges: true };

/**
 * A value as YAML, as yaml.v2 or yaml.v3 under Helm writes it; it ends with a line break. A number
 * is written as Go writes a 64-bit float, with an exponent from a million on.
 */
export function goYaml(value: Writable, library: YamlLibrary): string {
  return write(value, LIBRARIES[library]);
}

/**
 * A text as a YAML scalar on one line, as sigs.k8s.io/yaml writes it as a key: plain if that is read
 * back as the same text, in double quotes if it would be read as another type, in single quotes if
 * it wouldn't be a scalar. It isn't folded.
 */
export function goYamlScalar(text: string): string {
  const emitter = new Emitter(OWN);
  emitter.key(text);
  return emitter.finish().trimEnd();
}

/**
 * A map of JSON that isn't empty, as YAML, with the keys of maps in order, as Helm writes
 * Chart.yaml; members that are undefined are left out. Every string is in double quotes, so that no
 * reader of YAML 1.1 or 1.2 can take one for a number, a date or a boolean.
 */
export function toYaml(value: Record<string, unknown>): string {
  return write(value as Writable, { ...OWN, indentsLists: true, quotesAll: true });
}

function write(value: Writable, options: EmitterOptions): string {
  const emitter = new Emitter(options);
  writeValue(emitter, value, options);
  return emitter.finish();
}

function writeValue(emitter: Emitter, value: Writable, options: EmitterOptions): void {
  const inner = (each: Writable) => writeValue(emitter, each, options);
  if (typeof value === 'string') emitter.text(value);
  else if (typeof value === 'number')
    emitter.word(options.quotesAll ? String(value) : float(value));
  else if (typeof value !== 'object' || value === null) emitter.word(String(value));
  else if (Array.isArray(value)) emitter.list(value as readonly Writable[], inner);
  else if (value instanceof Uint8Array) emitter.binary(base64Of(value));
  else {
    const entries = value instanceof Map ? [...(value as Map<string, Writable>)] : membersOf(value);
    emitter.map(
      entries.sort(([a], [b]) => compareKeys(a, b, options.library)),
      inner,
    );
  }
}

function membersOf(value: object): [string, Writable][] {
  return Object.entries(value as Record<string, Writable | undefined>).filter(
    (member): member is [string, Writable] => member[1] !== undefined,
  );
}

/** `encode.go`, floatv. */
function float(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return formatFloat(value, 'g', -1);
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
