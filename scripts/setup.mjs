// What `npm test` needs, brought to a machine with nothing but Node and npm.
import './require-node.mjs';

import('./test-parts.mjs').then(({ setUp }) => setUp());
