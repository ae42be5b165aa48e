import { isPrintable } from './printable.ts';

const SHORT: Record<string, string> = {
  ...{ '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' },
  ...{ '\v': '\\v', '\\': '\\\\', '"': '\\"' },
};

/** A text in double quotes as Go writes it (strconv.Quote, `%q`). */
export function quote(text: string): string {
  let quoted = '';
  for (const character of text) quoted += SHORT[character] ?? escaped(character);
  return `"${quoted}"`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) as number;
  if (isPrintable(code)) return character;
  const hex = code.toString(16);
  if (code < 0x80) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
