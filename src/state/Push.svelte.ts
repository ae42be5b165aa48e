import { abortable } from '../core/abortable.ts';
import {
  objectionOf,
  push,
  type Objection,
  type Pushed,
  type PushTask,
} from '../core/actions/push.ts';
import type { Limited } from '../core/concurrency.ts';
import { ChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';
import { rememberPlace } from './last-place.ts';
import { rememberTags } from './recent-tags.ts';
import type { Services } from './services.ts';
import { Transfer } from './Transfer.svelte.ts';
import { underWay } from './UnderWay.svelte.ts';

/** One push, from the button to the result in the registry. */
export class Push {
  phase = $state.raw<'idle' | 'running' | 'done' | 'failed'>('idle');
  error = $state.raw<ChartroomError | undefined>();
  result = $state.raw<Pushed | undefined>();
  /** Whether it waits for another push to the same tag. */
  waiting = $state.raw(false);
  /** Whether the registry has told what its tag names, and other charts are sent before this one. */
  inLine = $state.raw(false);
  readonly transfer = new Transfer();
  /** Whether the person may override the error with **Push anyway**. */
  readonly mayInsist = $derived(objectionOf(this.error) !== undefined);

  readonly #services: Services;
  #abort: AbortController | undefined;
  #despite: readonly Objection[] = [];

  constructor(services: Services) {
    this.#services = services;
  }

  get running(): boolean {
    return this.phase === 'running';
  }

  /** Pushes the artifact that `prepare` returns, which is sent when `sending` decides. */
  async start(prepare: () => Promise<PushTask>, sending?: Limited): Promise<void> {
    if (this.running) return;
    const abort = (this.#abort = new AbortController());
    this.phase = 'running';
    this.error = undefined;
    this.result = undefined;
    this.transfer.expect([]);
    try {
      // `prepare` may be waiting for shared work, which a cancellation doesn't wait for.
      const task = await abortable(prepare(), abort.signal);
      const pushed = await this.#run(task, abort.signal, sending);
      // All that the page shows of the end is written at once: Svelte looks through it once for that.
      this.transfer.finish();
      this.result = pushed;
      this.phase = 'done';
      this.#despite = [];
    } catch (thrown) {
      this.error = abort.signal.aborted
        ? new ChartroomError('aborted', {}, { cause: thrown })
        : await failureOf(thrown);
      this.phase = 'failed';
    }
  }

  /** Pushes again, despite the objection that stopped it. */
  insist(prepare: () => Promise<PushTask>): Promise<void> {
    const objection = objectionOf(this.error);
    if (objection) this.#despite = [...this.#despite, objection];
    return this.start(prepare);
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** Forgets the result, because the artifact to push has changed. */
  reset(): void {
    if (this.running) return;
    this.phase = 'idle';
    this.error = undefined;
    this.result = undefined;
    this.#despite = [];
  }

  async #run(
    task: PushTask,
    signal: AbortSignal,
    inTurn: Limited = (work) => work(),
  ): Promise<Pushed> {
    this.transfer.expect([...task.blobs, task.manifest]);
    let ended = () => {};
    try {
      const pushed = await push(task, this.#services, {
        signal,
        sending: (work) => {
          this.inLine = true;
          return inTurn(() => {
            this.inLine = false;
            return work();
          }, signal);
        },
        despite: this.#despite,
        onWait: () => (this.waiting = true),
        onBegin: (reference) => {
          this.waiting = false;
          ended = underWay.begin(reference);
        },
        onProgress: this.transfer.report,
      });
      rememberPlace(pushed.place);
      if (task.further) rememberTags(pushed.place, task.version, task.further);
      return pushed;
    } finally {
      this.waiting = false;
      this.inLine = false;
      ended();
    }
  }
}
