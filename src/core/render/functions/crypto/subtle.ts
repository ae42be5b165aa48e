import { GoError } from '../../../go/error.ts';

/** Whether there are keys to be made here: browsers make none for a page without HTTPS. */
export function hasWebCrypto(): boolean {
  return crypto.subtle !== undefined;
}

export function subtle(): SubtleCrypto {
  if (crypto.subtle) return crypto.subtle;
  throw new GoError('browsers encrypt nothing for a page that has come without HTTPS');
}
