/** What sprig makes at random (`strings.go`, `crypto.go`); differs with each rendering. */
import { GoError } from '../../go/error.ts';
import { afford, ENTRY, spend } from '../../go/template/budget.ts';
import { fixed } from '../../go/template/function.ts';
import { runesOf } from '../../go/utf8.ts';
import { int, type GoFunction, type GoInt } from '../../go/value.ts';
import { context } from './context.ts';
import { base64Of } from './marshal.ts';

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join('');

export const randomFunctions: Record<string, GoFunction> = {
  randAlphaNum: ofCharacters(DIGITS + LETTERS),
  randAlpha: ofCharacters(LETTERS),
  randNumeric: ofCharacters(DIGITS),
  randAscii: ofCharacters(ASCII),
  randBytes: fixed(['int'], ({ value: count }) => {
    if (count < 0n) throw new GoError('runtime error: makeslice: len out of range');
    spend(2 * Number(count));
    return base64Of(context().randomBytes(Number(count)));
  }),
  randInt: fixed(['int', 'int'], ({ value: min }: GoInt, { value: max }: GoInt) => {
    if (max <= min) throw new GoError('invalid argument to Intn');
    return int(min + below(max - min));
  }),
  shuffle: fixed(['string'], (text) => {
    const runes = runesOf(text);
    const numbers = context().randomBytes(8 * runes.length);
    const view = new DataView(numbers.buffer, numbers.byteOffset);
    // There are so many more numbers of 64 bits than characters that all orders are as likely.
    for (let i = runes.length - 1; i > 0; i--) {
      const other = Number(view.getBigUint64(8 * i) % BigInt(i + 1));
      [runes[i], runes[other]] = [runes[other] as string, runes[i] as string];
    }
    return runes.join('');
  }),
  uuidv4: fixed([], () => {
    const bytes = context().randomBytes(16).slice();
    bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }),
};

/** A text of so many characters of a set; none for a count below 1. */
function ofCharacters(characters: string): GoFunction {
  return fixed(['int'], ({ value }) => {
    const count = Number(value > 0n ? value : 0n);
    spend(count);
    afford((ENTRY / 2) * count);
    return indexesBelow(characters.length, count)
      .map((index) => characters[index])
      .join('');
  });
}

/** Numbers below a limit of at most 256, each as likely as the others. */
function indexesBelow(limit: number, count: number): number[] {
  const indexes: number[] = [];
  const usable = 256 - (256 % limit);
  while (indexes.length < count) {
    for (const byte of context().randomBytes(count - indexes.length))
      if (byte < usable) indexes.push(byte % limit);
  }
  return indexes;
}

/** A number below a limit; 64 more bits than it has make all of them as likely. */
function below(limit: bigint): bigint {
  const bytes = context().randomBytes(16);
  return bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n) % limit;
}
