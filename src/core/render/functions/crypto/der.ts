/** DER, as far as keys and certificates need it (X.690): values are written and read as bytes. */

export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const OBJECT_ID = 0x06;
export const SEQUENCE = 0x30;
export const SET = 0x31;

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = joined(...parts);
  const { length } = content;
  const size: number[] = [];
  for (let rest = length; rest > 0; rest = Math.trunc(rest / 256)) size.unshift(rest % 256);
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 | size.length, ...size];
  return joined(Uint8Array.from(head), content);
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array =>
  element(SEQUENCE, ...parts);

export function octetString(bytes: Uint8Array): Uint8Array {
  return element(OCTET_STRING, bytes);
}

/** A whole number of bytes, unless some bits at the end are unused. */
export function bitString(bytes: Uint8Array, unused = 0): Uint8Array {
  return element(BIT_STRING, Uint8Array.of(unused), bytes);
}

/** A number that isn't negative, by its bytes. */
export function integer(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const bare = bytes.subarray(start);
  const needsZero = bare.length === 0 || (bare[0] as number) >= 0x80;
  return element(INTEGER, needsZero ? Uint8Array.of(0) : new Uint8Array(), bare);
}

export function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const digits = [part % 128];
    for (let left = Math.trunc(part / 128); left > 0; left = Math.trunc(left / 128))
      digits.unshift((left % 128) | 0x80);
    bytes.push(...digits);
  }
  return element(OBJECT_ID, Uint8Array.from(bytes));
}

export function ascii(tag: number, text: string): Uint8Array {
  return element(tag, new TextEncoder().encode(text));
}

export interface Element {
  tag: number;
  content: Uint8Array;
  /** With its head. */
  whole: Uint8Array;
}

/** The elements that stand one after the other; undefined if that isn't what the bytes are. */
export function elementsIn(bytes: Uint8Array): Element[] | undefined {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] as number;
    const first = bytes[at + 1];
    if (first === undefined) return undefined;
    const wide = first & 0x80 ? first & 0x7f : 0;
    if (first === 0x80 || wide > 4) return undefined;
    const head = bytes.subarray(at + 2, at + 2 + wide);
    const length = wide ? head.reduce((sum, byte) => sum * 256 + byte, 0) : first;
    const start = at + 2 + wide;
    const end = start + length;
    if (end > bytes.length) return undefined;
    elements.push({ tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return elements;
}

/** The elements within the only one. */
export function within(bytes: Uint8Array, tag = SEQUENCE): Element[] | undefined {
  const [only, ...more] = elementsIn(bytes) ?? [];
  if (only?.tag !== tag || more.length > 0) return undefined;
  return elementsIn(only.content);
}
