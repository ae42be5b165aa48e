import type * as OpenPgp from 'openpgp';

/**
 * The parts of OpenPGP.js that are used here. The library is passed in, since the page has a build
 * of its own.
 */
export type OpenPgpLibrary = Pick<
  typeof OpenPgp,
  'config' | 'createMessage' | 'enums' | 'readKeys' | 'readSignature'
>;
