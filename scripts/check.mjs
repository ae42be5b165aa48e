// `npm run check`: everything that needs no browser and no registry.
import './require-node.mjs';

import('./checks.mjs').then(async ({ runChecks }) => {
  const failed = (await runChecks()).filter(({ passed }) => !passed);
  process.exitCode = failed.length > 0 ? 1 : 0;
});
