import { GoError } from '../../../go/error.ts';

type Subtle = NonNullable<typeof crypto.subtle>;
/** A key of WebCrypto's; the name of the type isn't known everywhere that this is compiled for. */
export type SubtleKey = Parameters<Subtle['sign']>[1];

/** Whether there are keys to be made here: browsers make none for a page without HTTPS. */
export function hasWebCrypto(): boolean {
  return crypto.subtle !== undefined;
}

export function subtle(): Subtle {
  if (crypto.subtle) return crypto.subtle;
  throw new GoError('browsers encrypt nothing for a page that has come without HTTPS');
}
