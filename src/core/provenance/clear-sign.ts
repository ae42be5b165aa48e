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
const HASH_HEADER = /^Hash:[ \tA-Za-z0-9,-]+$/;

/**
 * The first clear-signed message in a text, by the rules of the library that Helm uses (go-crypto
 * `openpgp/clearsign`): lines end in `\n` or `\r\n`, the only header is `Hash`, and text before and
 * after the message is ignored. Anything else is `provenance.invalid`.
 */
export function readClearSigned(text: string): ClearSigned {
  const lines = text.split(/\r?\n/);
  const start = lines.indexOf(MESSAGE);
  if (start < 0) throw fault('unsigned');
  const blank = lines.findIndex((line, at) => at > start && line.trim() === '');
  const signature = lines.indexOf(SIGNATURE, start);
  const end = lines.indexOf(END, signature);
  if (blank < 0 || signature < blank || end < 0) throw fault('cut-short');
  if (!lines.slice(start + 1, blank).every((line) => HASH_HEADER.test(line))) throw fault('header');
  return {
    plaintext: lines
      .slice(blank + 1, signature)
      .map((line) => withoutBlanksAtEnd(line.replace(/^- /, '')))
      .join('\n'),
    signature: lines.slice(signature, end + 1).join('\n'),
  };
}

function withoutBlanksAtEnd(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end--;
  return line.slice(0, end);
}

function fault(reason: ProvenanceFault): ChartroomError {
  return new ChartroomError('provenance.invalid', { reason });
}
