/** Check sums in templates (sprig's `crypto.go`). */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { work } from '../../go/template/budget.ts';
import { fixed } from '../../go/template/function.ts';
import { toBytes } from '../../go/utf8.ts';
import type { GoFunction } from '../../go/value.ts';

export const sumFunctions: Record<string, GoFunction> = {
  sha1sum: hashing(sha1),
  sha256sum: hashing(sha256),
  sha512sum: hashing(sha512),
  adler32sum: fixed(['string'], (text) => String(adler32(toBytes(text)))),
};

function hashing(hash: (bytes: Uint8Array) => Uint8Array): GoFunction {
  return fixed(['string'], (text) => {
    work(text.length);
    return bytesToHex(hash(toBytes(text)));
  });
}

/** RFC 1950. */
function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return high * 65536 + low;
}
