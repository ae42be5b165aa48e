// `npm test`: sets up, checks, runs every suite, and ends with one line of counts.
import '../lib/require-node.mjs';

import('./run-suites.mjs').then(async ({ runSuites }) => {
  process.exitCode = (await runSuites()) ? 0 : 1;
});
