/** The folders that scripts read and write. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What running leaves behind: the registry's data, logs. Git ignores it. */
export const state = join(root, '.chartroom');

/** Programs that only tests need, kept for the next clone: the user's cache. */
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'chartroom');
