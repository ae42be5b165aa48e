import { join } from 'node:path';

const BUILD = '../../node_modules/openpgp/dist/lightweight/openpgp.min.mjs';

/** The build of OpenPGP.js that the page loads; in Node its package offers another one. */
export const openpgp = (await import(join(import.meta.dirname, BUILD))) as typeof import('openpgp');
