import type { Keepable } from '../core/actions/keep.ts';
import type { Digest } from '../core/digest.ts';
import type { ChartroomError } from '../core/errors.ts';
import { once } from '../core/once.ts';
import { nextTask } from '../platform/idle.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';
import { workList, type Work } from './WorkList.svelte.ts';

const loadActions = once(() => import('../core/actions/keep.ts'));

/** The chart that is kept, as the page shows it. */
export interface KeepSubject {
  readonly reference: string;
  /** The address of its page. */
  readonly href: string | undefined;
}

/** **Keep in this browser**: copies a chart into the library under its reference. */
export class Keep implements Work {
  readonly kind = 'keep';
  phase = $state.raw<'idle' | 'running' | 'kept' | 'failed'>('idle');
  error = $state.raw<ChartroomError | undefined>();
  /** The name that it was kept under. */
  reference = $state.raw('');
  /** The digest of the manifest that was kept. */
  digest: Digest | undefined;
  /** Whether that name had other content before. */
  replaced = $state.raw(false);
  readonly #of: KeepSubject;
  readonly #services: Services;

  constructor(of: KeepSubject, services: Services) {
    this.#of = of;
    this.#services = services;
  }

  /**
   * Fetches what keeping a chart needs, before it is needed: a page that is left in the middle can
   * fetch nothing more. What doesn't load now is fetched again, and told as missing, when it is
   * needed. Its own task lets the chart be drawn before.
   */
  async prepare(): Promise<void> {
    await nextTask();
    for (const code of [loadActions(), this.#services.library()]) code.catch(() => undefined);
  }

  get subject(): string {
    return this.#of.reference;
  }

  get href(): string | undefined {
    return this.#of.href;
  }

  get failure(): ChartroomError | undefined {
    return this.error;
  }

  /** Keeps the artifact that `find` returns. */
  async start(find: () => Promise<Keepable>): Promise<void> {
    if (this.phase === 'running') return;
    this.phase = 'running';
    this.error = undefined;
    const keeping = this.#run(find);
    workList.begin(this, keeping);
    await keeping;
  }

  reset(): void {
    this.phase = 'idle';
    this.error = undefined;
  }

  async #run(find: () => Promise<Keepable>): Promise<void> {
    try {
      const keepable = await find();
      const { library, turns } = this.#services;
      const { keep } = await loadActions();
      const kept = await keep(await library(), keepable, turns);
      ({ replaced: this.replaced, digest: this.digest } = kept);
      this.reference = keepable.reference;
      this.phase = 'kept';
    } catch (thrown) {
      this.error = await failureOf(thrown);
      this.phase = 'failed';
    }
  }
}
