import type { ChartroomError } from '../core/errors.ts';
import { copy } from '../core/content/copy.ts';
import type { Source } from '../core/content/target.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';

/** What shall be kept, and where it is now. */
export interface Keepable {
  source: Source;
  /** The manifest's tag or digest there. */
  name: string;
  /** The full reference it goes by. */
  reference: string;
}

/** **Keep in this browser**: a copy into the library, by the reference it goes by. */
export class Keep {
  phase = $state.raw<'idle' | 'running' | 'kept' | 'failed'>('idle');
  error = $state.raw<ChartroomError | undefined>();
  /** The name it was kept under. */
  reference = $state.raw('');
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Keeps what `find` gives. A name of ours that holds other content takes the new one. */
  async start(find: () => Promise<Keepable>): Promise<void> {
    if (this.phase === 'running') return;
    this.phase = 'running';
    this.error = undefined;
    try {
      const { source, name, reference } = await find();
      const library = await this.#services.library();
      await copy(source, name, library, reference, { overwrite: true, reference });
      this.reference = reference;
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
