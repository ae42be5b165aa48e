import { rehearseFirstCompute, startFirstCompute } from '../worker/first-compute.ts';
import { services } from './app.ts';
import { Publishing } from './Publishing.svelte.ts';

/** What is chosen on the publish page. Loaded with that page: the others can begin without it. */
export const publishing = new Publishing(services);

/** Has a worker start that will pack a chart, before one is chosen: the page is drawn meanwhile. */
export function startToPack(): void {
  startFirstCompute();
}

/** Has all the rest ready that a chart is packed with. */
export function prepareToPack(): void {
  startToPack();
  rehearseFirstCompute();
  // What doesn't load now is loaded when it is needed, and a failure is told then.
  services.compute().catch(() => undefined);
}
