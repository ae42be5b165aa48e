import { services } from './app.ts';
import { Publishing } from './Publishing.svelte.ts';

/** What is chosen on the publish page. Loaded with that page: the others can begin without it. */
export const publishing = new Publishing(services);
