import type * as OpenPgp from 'openpgp';

/** As much of OpenPGP.js as is used here. It is handed in: the page has a build of its own. */
export type OpenPgpLibrary = Pick<
  typeof OpenPgp,
  'config' | 'createMessage' | 'enums' | 'readKeys' | 'readSignature'
>;
