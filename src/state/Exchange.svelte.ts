import { ChartroomError } from '../core/errors.ts';
import type { WorkProgress } from '../text/work.ts';
import { failureOf } from './failure.ts';
import { workList, type Work } from './WorkList.svelte.ts';

/** Charts of the library that go into a file or come out of one: work that goes on in sight. */
export abstract class Exchange implements Work {
  abstract readonly kind: 'export' | 'import';
  readonly href = '#/library';
  phase = $state.raw<'idle' | 'running' | 'done' | 'failed'>('idle');
  error = $state.raw<ChartroomError | undefined>();
  #abort: AbortController | undefined;

  abstract readonly subject: string;
  abstract readonly howFar: WorkProgress;

  get running(): boolean {
    return this.phase === 'running';
  }

  get failure(): ChartroomError | undefined {
    return this.error;
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** Has `work` done where none is running; what it fails with is `error` then. */
  protected async begin(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.running) return;
    const running = this.#attempt(work);
    workList.begin(this, running);
    await running;
  }

  async #attempt(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = (this.#abort = new AbortController());
    this.phase = 'running';
    this.error = undefined;
    try {
      await work(signal);
      this.phase = 'done';
    } catch (thrown) {
      this.error = signal.aborted ? new ChartroomError('aborted', {}) : await failureOf(thrown);
      this.phase = 'failed';
    }
  }
}
