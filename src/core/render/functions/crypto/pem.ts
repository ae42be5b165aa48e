/** PEM (RFC 7468), as Go's encoding/pem writes and reads it. */

export interface PemBlock {
  /** `RSA PRIVATE KEY`, `CERTIFICATE` and so on. */
  type: string;
  bytes: Uint8Array;
}

const BLOCK =
  /(?:^|\n)-----BEGIN ([^\n]*?)-----[ \t]*\r?\n(?:[^\n]*:[^\n]*\n)*([A-Za-z0-9+/=\s]*?)-----END \1-----/;

/** The first block in a text; undefined if there is none. */
export function readPem(text: string): PemBlock | undefined {
  const [, type, base64 = ''] = BLOCK.exec(text) ?? [];
  if (type === undefined) return undefined;
  try {
    const binary = atob(base64.replace(/\s/g, ''));
    return { type, bytes: Uint8Array.from(binary, (character) => character.charCodeAt(0)) };
  } catch {
    return undefined;
  }
}

export function writePem({ type, bytes }: PemBlock): string {
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${type}-----\n${lines.map((line) => `${line}\n`).join('')}-----END ${type}-----\n`;
}
