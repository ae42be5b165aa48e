/** The folders that scripts read and write. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Files that running leaves behind, such as logs and the registry's data. Git ignores them. */
export const state = join(root, '.chartroom');

/** Programs that only tests need, in the user's cache, so that other clones can use them too. */
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'chartroom');
