// `npm run check`: everything that needs no browser and no registry.
import '../lib/require-node.mjs';

import('./static-checks.mjs').then(async ({ runChecks }) => {
  const failed = (await runChecks()).filter(({ passed }) => !passed);
  process.exitCode = failed.length > 0 ? 1 : 0;
});
