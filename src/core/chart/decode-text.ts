import { ChartroomError } from '../errors.ts';
import { lineTable } from '../yaml/line-table.ts';

/**
 * The text of a YAML file's bytes, in UTF-8, or in UTF-16 with a byte order mark, as yaml.v2 finds
 * it out (`readerc.go`). Bytes that don't decode are `chart.yaml-invalid`.
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ChartroomError(
      'chart.yaml-invalid',
      { path, ...firstBroken(bytes, encoding), reason: 'encoding', encoding },
      { cause },
    );
  }
}

/**
 * The line and column of the first byte that doesn't decode, found by the replacement character
 * that the decoder puts there; files hardly ever contain that character themselves.
 */
function firstBroken(bytes: Uint8Array, encoding: string) {
  const text = new TextDecoder(encoding).decode(bytes);
  return lineTable(text)(Math.max(text.indexOf('\ufffd'), 0));
}
