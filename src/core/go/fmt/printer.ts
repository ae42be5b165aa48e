import type { FloatFormat } from '../format-float.ts';
import { isTable } from '../table.ts';
import { PLACE, spend } from '../template/budget.ts';
import { TextBuilder } from '../text-builder.ts';
import {
  entriesOf,
  GoFloat32,
  GoInt,
  GoObject,
  itemsOf,
  kindOf,
  namedTypeOf,
  sortedKeys,
  typeOf,
  TypedNil,
} from '../value.ts';
import { fromBytes } from '../utf8.ts';
import { noFlags, type Flags } from './flags.ts';
import {
  formatCharacter,
  formatFloatWith,
  formatHex,
  formatInteger,
  formatQuoted,
  formatQuotedCharacter,
  formatString,
  formatUnicode,
  pad,
} from './format.ts';

const NIL = '<nil>';
/** So many bytes are written at once. */
const AT_ONCE = 4096;
/** In the place of an address, which differs with every run of Go's programs. */
const ADDRESS = 0xc000000000n;

/**
 * Prints values by verbs (fmt/print.go of Go 1.26, type pp); each method names its part there.
 */
export class Printer {
  readonly #written = new TextBuilder();
  flags: Flags = noFlags();
  /** While a wrong verb is told, nothing's own methods are used. */
  #isErring = false;

  /** printArg. */
  print(value: unknown, verb: string): void {
    if (value === null || value === undefined) {
      if (verb === 'v' || verb === 'T') this.write(pad(NIL, this.flags));
      else this.#badVerb(verb, value);
      return;
    }
    if (verb === 'T') return this.write(formatString(typeOf(value), this.flags));
    if (verb === 'p') return this.#pointer(value, 'p');
    // Only what makes errors takes it.
    if (verb === 'w') return this.#badVerb(verb, value);
    this.#printWithin(value, verb, 0);
  }

  /** Writes what is no value. */
  write(text: string): void {
    spend(PLACE);
    this.#written.add(text);
  }

  /** All that was printed. */
  text(): string {
    return this.#written.text();
  }

  /** printValue, which is the same but for what has a nil in it. */
  #printWithin(value: unknown, verb: string, depth: number): void {
    switch (typeof value) {
      case 'string':
        return this.#string(value, verb);
      case 'boolean':
        if (verb === 't' || verb === 'v') this.write(pad(String(value), this.flags));
        else this.#badVerb(verb, value);
        return;
      case 'number':
        return this.#float(value, value, verb);
      default:
        return this.#printObject(value, verb, depth);
    }
  }

  #printObject(value: unknown, verb: string, depth: number): void {
    if (value === null || value === undefined)
      return this.write(this.flags.sharpV ? 'interface {}(nil)' : NIL);
    if (this.#ownMethod(value, verb)) return;
    if (value instanceof GoInt) return this.#integer(value, verb);
    if (value instanceof GoFloat32) return this.#float(Number(shortOf(value)), value, verb);
    if (value instanceof Uint8Array) return this.#bytes(value, verb, depth);
    const entries = entriesOf(value);
    if (entries) return this.#map(value, entries, verb, depth);
    const items = itemsOf(value);
    if (items) return this.#list(value, items, verb, depth);
    if (value instanceof GoObject) return this.#object(value, verb, depth);
    this.#pointer(value, verb);
  }

  /** handleMethods. */
  #ownMethod(value: unknown, verb: string): boolean {
    if (this.#isErring || this.flags.sharpV || !'vsxXq'.includes(verb)) return false;
    const print = namedTypeOf(value)?.print;
    if (!print) return false;
    this.#string(print(value as never), verb);
    return true;
  }

  #string(text: string, verb: string): void {
    switch (verb) {
      case 'v':
        return this.write((this.flags.sharpV ? formatQuoted : formatString)(text, this.flags));
      case 's':
        return this.write(formatString(text, this.flags));
      case 'x':
      case 'X':
        return this.write(formatHex(text, verb === 'X', this.flags));
      case 'q':
        return this.write(formatQuoted(text, this.flags));
      default:
        return this.#badVerb(verb, text);
    }
  }

  #integer(of: GoInt, verb: string): void {
    const { value, kind } = of;
    switch (verb) {
      case 'v':
        if (this.flags.sharpV && kind.startsWith('u')) return this.#hex(value, true);
        return this.write(formatInteger(value, 10, verb, this.flags));
      case 'd':
        return this.write(formatInteger(value, 10, verb, this.flags));
      case 'b':
        return this.write(formatInteger(value, 2, verb, this.flags));
      case 'o':
      case 'O':
        return this.write(formatInteger(value, 8, verb, this.flags));
      case 'x':
      case 'X':
        return this.write(formatInteger(value, 16, verb, this.flags));
      case 'c':
        return this.write(formatCharacter(value, this.flags));
      case 'q':
        return this.write(formatQuotedCharacter(value, this.flags));
      case 'U':
        return this.write(formatUnicode(value, this.flags));
      default:
        return this.#badVerb(verb, of);
    }
  }

  /** fmt0x64. */
  #hex(value: bigint, hasPrefix: boolean): void {
    this.write(formatInteger(value, 16, 'v', { ...this.flags, sharp: hasPrefix }));
  }

  #float(value: number, of: unknown, verb: string): void {
    switch (verb) {
      case 'v':
        return this.write(formatFloatWith(value, 'g', -1, this.flags));
      case 'f':
      case 'e':
      case 'E':
        return this.write(formatFloatWith(value, verb, 6, this.flags));
      case 'F':
        return this.write(formatFloatWith(value, 'f', 6, this.flags));
      default:
        if ('bgGxX'.includes(verb))
          return this.write(formatFloatWith(value, verb as FloatFormat, -1, this.flags));
        return this.#badVerb(verb, of);
    }
  }

  #bytes(bytes: Uint8Array, verb: string, depth: number): void {
    switch (verb) {
      case 's':
        return this.write(formatString(fromBytes(bytes), this.flags));
      case 'x':
      case 'X':
        return this.write(formatHex(bytes, verb === 'X', this.flags));
      case 'q':
        return this.write(formatQuoted(fromBytes(bytes), this.flags));
      case 'v':
      case 'd':
        if (arePlain(this.flags)) return this.#decimals(bytes);
        if (this.flags.sharpV) this.write(depth === 0 ? '[]byte' : '[]uint8');
        return this.#sequence(itemsOf(bytes) ?? [], verb, depth);
      default:
        return this.#sequence(itemsOf(bytes) ?? [], verb, depth);
    }
  }

  /** A value for each byte would take a hundred times the memory, and a chart's files are bytes. */
  #decimals(bytes: Uint8Array): void {
    this.write('[');
    for (let at = 0; at < bytes.length; at += AT_ONCE) {
      if (at > 0) this.write(' ');
      this.write(bytes.subarray(at, at + AT_ONCE).join(' '));
    }
    this.write(']');
  }

  #map(value: unknown, entries: Record<string, unknown>, verb: string, depth: number): void {
    const { sharpV } = this.flags;
    if (sharpV && value instanceof TypedNil) return this.write(`${value.type}(nil)`);
    this.write(sharpV ? `${typeOf(value)}{` : 'map[');
    const hasInterfaces = isTable(value);
    for (const [i, key] of sortedKeys(entries).entries()) {
      if (i > 0) this.write(sharpV ? ', ' : ' ');
      this.#string(key, verb);
      this.write(':');
      this.#member(entries[key], verb, depth, hasInterfaces);
    }
    this.write(sharpV ? '}' : ']');
  }

  /** What is nil within another value is no wrong verb. */
  #member(value: unknown, verb: string, depth: number, isInterface: boolean): void {
    if (value === null && !isInterface && verb !== 'v') this.#badVerb(verb, value);
    else this.#printWithin(value, verb, depth + 1);
  }

  #list(value: unknown, items: readonly unknown[], verb: string, depth: number): void {
    if (this.flags.sharpV) {
      this.write(typeOf(value));
      if (value instanceof TypedNil) return this.write('(nil)');
    }
    this.#sequence(items, verb, depth);
  }

  #sequence(items: readonly unknown[], verb: string, depth: number): void {
    const { sharpV } = this.flags;
    this.write(sharpV ? '{' : '[');
    for (const [i, item] of items.entries()) {
      if (i > 0) this.write(sharpV ? ', ' : ' ');
      this.#member(item, verb, depth, true);
    }
    this.write(sharpV ? '}' : ']');
  }

  #object(object: GoObject, verb: string, depth: number): void {
    const { name } = object.named;
    const isPointer = name.startsWith('*');
    if (isPointer && depth > 0) return this.#pointer(object, verb);
    if (isPointer) this.write('&');
    if (this.flags.sharpV) this.write(isPointer ? name.slice(1) : name);
    this.write('{');
    for (const [i, [field, value]] of Object.entries(object.fields).entries()) {
      if (i > 0) this.write(this.flags.sharpV ? ', ' : ' ');
      if (this.flags.plusV || this.flags.sharpV) this.write(`${field}:`);
      this.#printWithin(value, verb, depth + 1);
    }
    this.write('}');
  }

  /** fmtPointer. */
  #pointer(value: unknown, verb: string): void {
    const kind = kindOf(value);
    if (kind !== 'map' && kind !== 'slice' && kind !== 'ptr' && kind !== 'func')
      return this.#badVerb(verb, value);
    const address = value instanceof TypedNil ? 0n : ADDRESS;
    if (verb === 'v' && this.flags.sharpV) {
      this.write(`(${typeOf(value)})(`);
      if (address === 0n) this.write('nil');
      else this.#hex(address, true);
      return this.write(')');
    }
    if (verb === 'v' && address === 0n) return this.write(pad(NIL, this.flags));
    if (verb === 'v' || verb === 'p') return this.#hex(address, !this.flags.sharp);
    if ('bodxX'.includes(verb)) return this.#integer(new GoInt('uint64', address), verb);
    this.#badVerb(verb, value);
  }

  /** badVerb: `%!d(string=a)`. */
  #badVerb(verb: string, value: unknown): void {
    this.write(`%!${verb}(`);
    if (value === null || value === undefined) this.write(NIL);
    else {
      this.write(`${typeOf(value)}=`);
      const wasErring = this.#isErring;
      this.#isErring = true;
      this.#printWithin(value, 'v', 0);
      this.#isErring = wasErring;
    }
    this.write(')');
  }
}

/** The digits of a 32-bit float that Go prints: the fewest for that size. */
function shortOf({ value }: GoFloat32): string {
  for (let digits = 1; digits < 10; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}

function arePlain(flags: Flags): boolean {
  return Object.values(flags).every((flag) => flag === undefined || flag === false);
}
