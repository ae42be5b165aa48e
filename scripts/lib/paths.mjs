import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What running leaves behind: the registry's data, logs. Git ignores it. */
export const state = join(root, '.chartroom');
