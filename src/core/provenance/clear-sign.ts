import { ChartroomError, type ProvenanceFault } from '../errors.ts';

/** A message in OpenPGP's cleartext signature framework (RFC 9580, section 7). */
export interface ClearSigned {
  /** The signed text: dashes unescaped, trailing blanks removed from lines, joined by `\n`. */
  plaintext: string;
  /** The signature in its armor. */
  signature: string;
}

const MESSAGE = '-----BEGIN PGP SIGNED MESSAGE-----';
const SIGNATURE = '-----BEGIN PGP SIGNATURE-----';
const END = '-----END PGP SIGNATURE-----';
const HASHES = 'MD5 SHA1 RIPEMD160 SHA224 SHA256 SHA384 SHA512 SHA3-256 SHA3-512'.split(' ');

/**
 * The first clear-signed message in a text, by the rules of the library that Helm uses (go-crypto
 * `openpgp/clearsign`): lines end in `\n` or `\r\n`, the only header is `Hash`, and text before and
 * after the message is ignored, even on the line that ends it. Anything else is
 * `provenance.invalid`.
 */
export function readClearSigned(text: string): ClearSigned {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => line.startsWith(MESSAGE));
  if (lines[start] !== MESSAGE) throw fault('unsigned');
  const blank = lines.findIndex((line, at) => at > start && line.trim() === '');
  const signature = lines.indexOf(SIGNATURE, start);
  const end = lines.findIndex((line, at) => at > signature && line.startsWith(END));
  if (blank < 0 || signature < blank || end < 0) throw fault('cut-short');
  if (!lines.slice(start + 1, blank).every(isHashHeader)) throw fault('header');
  return {
    plaintext: lines
      .slice(blank + 1, signature)
      .map((line) => withoutBlanksAtEnd(line.replace(/^- /, '')))
      .join('\n'),
    signature: [...lines.slice(signature, end).map((line) => line.trim()), END].join('\n'),
  };
}

function isHashHeader(line: string): boolean {
  const [, hashes] = /^ *Hash *:([\x20-\x7e]*)$/.exec(line) ?? [];
  return hashes?.split(',').every((hash) => HASHES.includes(hash.trim().toUpperCase())) ?? false;
}

function withoutBlanksAtEnd(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end--;
  return line.slice(0, end);
}

function fault(reason: ProvenanceFault): ChartroomError {
  return new ChartroomError('provenance.invalid', { reason });
}
