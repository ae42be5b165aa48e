/** Values of templates as the Go program beside this file reads and writes them: with their types. */
import { byteOrder } from '../../../src/core/go/byte-order.ts';
import { formatFloat } from '../../../src/core/go/format-float.ts';
import { sprint } from '../../../src/core/go/fmt/printf.ts';
import { formatTime, RFC_3339_NANO } from '../../../src/core/go/time/layout.ts';
import { parseTime } from '../../../src/core/go/time/parse.ts';
import { UTC } from '../../../src/core/go/time/zone.ts';
import { duration, isTime, momentIn, time } from '../../../src/core/render/functions/times.ts';
import { isTable, newTable } from '../../../src/core/go/table.ts';
import { fromBytes, toBytes } from '../../../src/core/go/utf8.ts';
import {
  GoInt,
  GoList,
  GoMap,
  GoObject,
  TypedNil,
  typeOf,
  type IntKind,
} from '../../../src/core/go/value.ts';

/** An object of one member, whose name is the type; null is nil. */
export type Described = null | { [type: string]: unknown };

const FIXED_TEXT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function valueOf(described: Described): unknown {
  if (described === null) return null;
  const [type = '', value] = Object.entries(described)[0] ?? [];
  switch (type) {
    case 'bool':
    case 'string':
      return value;
    case 'bytes':
      return new TextEncoder().encode(value as string);
    case 'base64':
      return fromBytes(Uint8Array.from(Buffer.from(value as string, 'base64')));
    case 'float64':
      return value === '+Inf' ? Infinity : value === '-Inf' ? -Infinity : Number(value);
    case 'list':
      return (value as Described[]).map(valueOf);
    case 'map': {
      const table = newTable();
      for (const [key, member] of Object.entries(value as Record<string, Described>))
        table[key] = valueOf(member);
      return table;
    }
    case 'time.Time':
      return time(parseTime(RFC_3339_NANO, value as string, UTC));
    case 'time.Duration':
      return duration(BigInt(value as string));
    case '[]string':
      return new GoList(type, value as string[]);
    case '[]int':
      return new GoList(
        type,
        (value as string[]).map((each) => new GoInt('int', BigInt(each))),
      );
    case 'map[string]string':
      return new GoMap(type, Object.assign(newTable(), value));
    default:
      return new GoInt(type as IntKind, BigInt(value as string));
  }
}

/** The same the other way round, with keys in order, so that texts of it can be compared. */
export function describe(value: unknown): Described {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return { bool: value };
  if (typeof value === 'string') return { string: describeText(value) };
  if (typeof value === 'number') return { float64: formatFloat(value, 'g', -1) };
  const type = typeOf(value);
  if (value instanceof TypedNil) return { nil: type };
  if (Array.isArray(value)) return { [type]: value.map(describe) };
  if (value instanceof Uint8Array) return { [type]: describeText(fromBytes(value)) };
  if (value instanceof GoList) return { [type]: value.items.map(describe) };
  if (value instanceof GoMap) return { [type]: members(value.entries) };
  if (isTable(value)) return { [type]: members(value) };
  if (value instanceof GoInt) return { [type]: String(value.value) };
  if (isTime(value)) return { [type]: formatTime(momentIn(value), RFC_3339_NANO) };
  if (value instanceof GoObject) return { [type]: sprint([value]) };
  throw new TypeError(`no value of a template: ${type}`);
}

function members(entries: Record<string, unknown>): Record<string, Described> {
  const keys = Object.keys(entries).sort(byteOrder);
  return Object.fromEntries(keys.map((key) => [describeText(key), describe(entries[key])]));
}

function describeText(text: string): string {
  const bytes = toBytes(text);
  try {
    return FIXED_TEXT.decode(bytes);
  } catch {
    return `base64:${Buffer.from(bytes).toString('base64')}`;
  }
}
