import type { Keepable } from '../core/actions/keep.ts';
import type { ChartroomError } from '../core/errors.ts';
import { once } from '../core/once.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';

const loadActions = once(() => import('../core/actions/keep.ts'));

/** **Keep in this browser**: copies a chart into the library under its reference. */
export class Keep {
  phase = $state.raw<'idle' | 'running' | 'kept' | 'failed'>('idle');
  error = $state.raw<ChartroomError | undefined>();
  /** The name that it was kept under. */
  reference = $state.raw('');
  /** Whether that name had other content before. */
  replaced = $state.raw(false);
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
    // Fetched before they are needed: a page that is left in the middle can fetch nothing more.
    // If they don't load now, they are fetched again, and told as missing, when they are needed.
    for (const code of [loadActions(), services.library()]) code.catch(() => undefined);
  }

  /** Keeps the artifact that `find` returns. */
  async start(find: () => Promise<Keepable>): Promise<void> {
    if (this.phase === 'running') return;
    this.phase = 'running';
    this.error = undefined;
    try {
      const keepable = await find();
      const { library, turns } = this.#services;
      const { keep } = await loadActions();
      ({ replaced: this.replaced } = await keep(await library(), keepable, turns));
      this.reference = keepable.reference;
      this.phase = 'kept';
    } catch (thrown) {
      this.error = await failureOf(thrown);
      this.phase = 'failed';
    }
  }

  reset(): void {
    this.phase = 'idle';
    this.error = undefined;
  }
}
