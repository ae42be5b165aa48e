import { quote } from '../quote.ts';
import type { NumberNode } from './nodes.ts';
import type { Token } from './token.ts';

const MOST_INT = 2n ** 63n - 1n;
const LEAST_INT = -(2n ** 63n);
const MOST_UINT = 2n ** 64n - 1n;

const WHOLE =
  /^[+-]?(?:0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?\d)*)$/;
const DECIMAL = /^[+-]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?$/;
const HEXADECIMAL =
  /^([+-]?)0[xX]((?:_?[\da-fA-F])*)\.?((?:[\da-fA-F](?:_?[\da-fA-F])*)?)[pP]([+-]?\d(?:_?\d)*)$/;
const SIMPLE_ESCAPE: Record<string, number> = {
  ...{ a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92, "'": 39 },
};
const ESCAPE =
  /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([abfnrtv\\']))/;

/**
 * A number or a character in all types that hold it (text/template/parse/node.go, newNumber), or
 * what is wrong with it in Go's words. Of complex numbers only the text is kept: no function of
 * Helm's takes one.
 */
export function readNumber({ type, at, text }: Token): NumberNode | string {
  const node: NumberNode = { type: 'number', at, text };
  if (type === 'charConstant') {
    const code = characterIn(text);
    return typeof code === 'string' ? code : withInt(node, BigInt(code));
  }
  const noReal = type === 'complex' ? /^([+-]\.?|\.)[+-]/.exec(text)?.[1] : undefined;
  if (noReal !== undefined) return `strconv.ParseFloat: parsing ${quote(noReal)}: invalid syntax`;
  if (type === 'complex' || (text.endsWith('i') && floatIn(text.slice(0, -1)) !== undefined))
    return node;
  const whole = WHOLE.test(text) ? wholeIn(text) : undefined;
  if (whole !== undefined && whole >= LEAST_INT && whole <= MOST_UINT) {
    if (whole <= MOST_INT) node.int = whole;
    if (whole === 0n || (whole > 0n && !/^[+-]/.test(text))) node.uint = whole;
    if (node.int === undefined && node.uint === undefined) return overflow(text);
    node.float = Number(whole);
    return node;
  }
  const float = floatIn(text);
  if (float === undefined) return `illegal number syntax: ${quote(text)}`;
  if (!/[.eEpP]/.test(text)) return overflow(text);
  node.float = float;
  if (Number.isInteger(float)) {
    const value = BigInt(float);
    if (value >= LEAST_INT && value <= MOST_INT) node.int = value;
    if (value >= 0n && value <= MOST_UINT) node.uint = value;
  }
  return node;
}

function withInt(node: NumberNode, value: bigint): NumberNode {
  return { ...node, int: value, uint: value, float: Number(value) };
}

function overflow(text: string): string {
  return `integer overflow: ${quote(text)}`;
}

/** strconv.ParseInt with base 0, of what has its form. */
function wholeIn(text: string): bigint {
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '');
  const value = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return text.startsWith('-') ? -value : value;
}

/** strconv.ParseFloat; undefined for what isn't a number, or too large for one. */
function floatIn(text: string): number | undefined {
  if (DECIMAL.test(text)) {
    const value = Number(text.replaceAll('_', ''));
    return Number.isFinite(value) ? value : undefined;
  }
  const [, sign, whole = '', part = '', exponent = ''] = HEXADECIMAL.exec(text) ?? [];
  const digits = (whole + part).replaceAll('_', '');
  if (sign === undefined || digits === '') return undefined;
  const power = Number(exponent.replaceAll('_', '')) - 4 * part.replaceAll('_', '').length;
  const value = Number(BigInt(`0x${digits}`)) * 2 ** power;
  if (!Number.isFinite(value)) return undefined;
  return sign === '-' ? -value : value;
}

/** The code point of a character in single quotes (strconv.UnquoteChar), or what is wrong. */
function characterIn(text: string): number | string {
  const inside = text.slice(1);
  if (inside.startsWith("'")) return 'invalid syntax';
  if (!inside.startsWith('\\')) {
    const code = inside.codePointAt(0) as number;
    return inside.slice(String.fromCodePoint(code).length) === "'" ? code : malformed(text);
  }
  const [whole, hex, short, long, octal, simple] = ESCAPE.exec(inside) ?? [];
  if (whole === undefined) return 'invalid syntax';
  const code = simple
    ? (SIMPLE_ESCAPE[simple] as number)
    : octal
      ? parseInt(octal, 8)
      : parseInt(hex ?? short ?? long ?? '', 16);
  const isByte = hex !== undefined || octal !== undefined;
  if (isByte ? code > 0xff : code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
    return 'invalid syntax';
  return inside.slice(whole.length) === "'" ? code : malformed(text);
}

function malformed(text: string): string {
  return `malformed character constant: ${text}`;
}
