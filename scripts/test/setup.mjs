// What `npm test` needs, brought to a machine with nothing but Node and npm.
import '../lib/require-node.mjs';

import('./requirements.mjs').then(({ setUp }) => setUp());
