import { checksum, padding } from '../../src/core/archive/tar-layout.ts';
import { plainHeader } from '../../src/core/archive/tar-write.ts';

const utf8 = new TextEncoder();

/** The two empty blocks that end an archive. */
export const TAR_END = new Uint8Array(1024);

/** Byte arrays, one after the other. */
export function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A tar entry of any type; `edit` changes its header before the checksum is made. */
export function tarEntry(
  type: string,
  name: string,
  body: Uint8Array = new Uint8Array(0),
  edit: (header: Uint8Array) => void = () => {},
): Uint8Array<ArrayBuffer> {
  const fields = { name, prefix: '', mode: 0o644, size: body.length, mtime: 0, type, device: true };
  const header = plainHeader(fields);
  edit(header);
  header.set(utf8.encode(`${checksum(header).toString(8).padStart(6, '0')}\0 `), 148);
  return joined(header, body, new Uint8Array(padding(body.length)));
}
