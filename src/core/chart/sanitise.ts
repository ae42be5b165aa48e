import { isPrintable } from '../go/printable.ts';

/**
 * Helm's cleaning of text that ends up in terminals and registries (helm
 * `pkg/chart/v2/metadata.go`, sanitizeString): each Unicode space becomes a plain one, and
 * characters that Go's `unicode.IsPrint` doesn't accept (controls, format characters, private use)
 * are dropped.
 */
export function sanitise(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const printable = Array.from(text.replace(/\p{White_Space}/gu, ' ')).filter((character) =>
    isPrintable(character.codePointAt(0) ?? 0),
  );
  return printable.join('');
}
