import { LongNumber } from '../../go/decimal.ts';
import { GoError } from '../../go/error.ts';
import { jsonFault } from '../../go/json-check.ts';
import { readJson } from '../../go/json-read.ts';
import { afford, ENTRY, spend } from '../../go/template/budget.ts';
import { isTable, newTable } from '../../go/table.ts';

/** What JSON is to a template, and the error that doesn't keep Go from reading on. */
export interface Unmarshalled {
  value: unknown;
  error?: string;
}

/** The Go types that Helm reads JSON into. */
export type Target = 'map[string]interface {}' | '[]interface {}' | 'interface {}';

/**
 * Reads JSON as encoding/json does (`decode.go`): all numbers become floats; one that is too large
 * becomes nil, with an error.
 *
 * @throws GoError for what isn't JSON, with Go's message
 */
export function unmarshal(text: string): Unmarshalled {
  const entries = marksIn(text);
  spend(text.length + ENTRY * entries);
  afford(2 * ENTRY * entries);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const fault = jsonFault(text);
    if (fault === undefined) throw error;
    throw new GoError(fault);
  }
  const reading = new Reading();
  const value = reading.read(parsed);
  if (!reading.hasInfinity) return { value };
  // The engine has no more than an infinity of a number that is too large; Go names the number.
  return reading.readLong(readJson(text).value);
}

/** How many values JSON or YAML can have at most, by the marks between them. */
export function marksIn(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if (isMark(text.charCodeAt(i))) count++;
  return count;
}

/** A line break, and one of `,-:?[{`. */
function isMark(code: number): boolean {
  return (
    code === 0x0a ||
    (code >= 0x2c && code <= 0x2d) ||
    code === 0x3a ||
    code === 0x3f ||
    code === 0x5b ||
    code === 0x7b
  );
}

/**
 * Why a value can't be read into a type that isn't `any`, in Go's words; nil goes into everything.
 */
export function misfit(value: unknown, target: Target): string | undefined {
  if (value === null || target === 'interface {}') return undefined;
  const isFit = target === '[]interface {}' ? Array.isArray(value) : isTable(value);
  return isFit
    ? undefined
    : `json: cannot unmarshal ${jsonType(value)} into Go value of type ${target}`;
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' || typeof value === 'number' ? typeof value : 'object';
}

class Reading {
  hasInfinity = false;
  #error: string | undefined;

  read(json: unknown): unknown {
    if (typeof json === 'string') return withoutHalves(json);
    if (json instanceof LongNumber) return this.#number(json);
    if (typeof json === 'number') this.hasInfinity ||= !Number.isFinite(json);
    if (typeof json !== 'object' || json === null) return json;
    if (Array.isArray(json)) return json.map((item) => this.read(item));
    const table = newTable();
    for (const [key, member] of Object.entries(json)) table[withoutHalves(key)] = this.read(member);
    return table;
  }

  readLong(json: unknown): Unmarshalled {
    const value = this.read(json);
    return this.#error === undefined ? { value } : { value, error: this.#error };
  }

  #number({ text }: LongNumber): number | null {
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    this.#error ??= `json: cannot unmarshal number ${text} into Go value of type float64`;
    return null;
  }
}

/** Bytes that are no characters, and halves of surrogate pairs, become U+FFFD. */
function withoutHalves(text: string): string {
  return /[\ud800-\udfff]/u.test(text) ? text.replace(/\p{Cs}/gu, '\ufffd') : text;
}
