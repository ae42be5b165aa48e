// `npm start` and `npm run dev`: everything on this machine, from a fresh clone to a page.
import '../lib/require-node.mjs';

import('./serve.mjs').then(({ serve }) => serve({ dev: process.argv.includes('--dev') }));
