// Runs a program of node_modules with settings: `node scripts/lib/run-with.mjs NAME=value … script
// args`. Values that the environment already sets take precedence.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.mjs';

const words = process.argv.slice(2);
const count = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
const settings = Object.fromEntries(words.slice(0, count).map((word) => word.split('=', 2)));
const [script = '', ...args] = words.slice(count);
const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...settings, ...process.env },
});
process.exitCode = status ?? 1;
