/**
 * PAX extended header records (POSIX.1-2017, `pax`, "pax Extended Header"):
 * `<length> <keyword>=<value>\n`, where the length counts its own digits too.
 */
import { ChartroomError } from '../errors.ts';
import { ascii } from './tar-fields.ts';

const encoder = new TextEncoder();

const [SPACE, EQUALS, NEWLINE] = [0x20, 0x3d, 0x0a];

/** One record. */
export function paxRecord(keyword: string, value: string): Uint8Array<ArrayBuffer> {
  const rest = encoder.encode(` ${keyword}=${value}\n`).length;
  let length = rest;
  while (length !== rest + String(length).length) length = rest + String(length).length;
  return encoder.encode(`${length} ${keyword}=${value}\n`);
}

/**
 * The records of an extended header, values as bytes: those of unknown keywords may be anything. If
 * a keyword appears twice, the last one counts. `offset` is where `data` begins in the archive, for
 * the error.
 */
export function parsePax(data: Uint8Array, offset: number): Map<string, Uint8Array> {
  const records = new Map<string, Uint8Array>();
  for (let at = 0; at < data.length;) {
    const space = data.indexOf(SPACE, at);
    const equals = data.indexOf(EQUALS, space);
    // Nine digits are enough for any archive that we unpack.
    const digits = ascii(data.subarray(at, Math.max(at, Math.min(space, at + 10))));
    const end = at + (/^\d{1,9}$/.test(digits) ? Number(digits) : 0);
    if (end > data.length || equals < 0 || equals >= end || data[end - 1] !== NEWLINE) {
      throw new ChartroomError('archive.damaged', {
        reason: 'record-malformed',
        offset: offset + at,
      });
    }
    records.set(ascii(data.subarray(space + 1, equals)), data.subarray(equals + 1, end - 1));
    at = end;
  }
  return records;
}
