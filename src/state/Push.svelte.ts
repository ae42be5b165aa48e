import { abortable } from '../core/abortable.ts';
import { ChartroomError, isChartroomError, type ErrorCode } from '../core/errors.ts';
import type { StoredFormat } from '../core/formats/format.ts';
import type { Descriptor } from '../core/oci/descriptor.ts';
import type { Digest } from '../core/digest.ts';
import { formatReference, type Reference } from '../core/oci/reference.ts';
import type { CopyOptions, CopyResult } from '../core/content/copy.ts';
import type { Destination } from '../core/content/target.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';
import { rememberPlace } from './suggest.ts';
import { Transfer } from './Transfer.svelte.ts';
import { underWay } from './UnderWay.svelte.ts';

/** What shall be pushed, ready to go. */
export interface PushTask {
  /** What it consists of, the manifest last. */
  parts: readonly Descriptor[];
  send: (destination: Destination, tag: string, options: CopyOptions) => Promise<CopyResult>;
  format: StoredFormat;
  reference: Reference & { tag: string };
  /** The chart's own version. */
  version: string;
  /** Findings that say the chart is broken. */
  errors: number;
}

/** What the registry holds after a push. */
export interface Pushed {
  /** As a person reads it. */
  reference: string;
  place: Reference;
  digest: Digest;
  format: StoredFormat;
  version: string;
  /** The manifest as it is stored. */
  manifest: string;
  /** It was there before: nothing was sent. */
  unchanged: boolean;
}

/** One push, from the button to what the registry holds. */
export class Push {
  phase = $state.raw<'idle' | 'running' | 'done' | 'failed'>('idle');
  error = $state.raw<ChartroomError | undefined>();
  result = $state.raw<Pushed | undefined>();
  readonly transfer = new Transfer();
  /** What went wrong can be gone over by saying so: **Push anyway**. */
  readonly mayInsist = $derived(
    isChartroomError(this.error, 'tag.differs') || isChartroomError(this.error, 'chart.has-errors'),
  );

  readonly #services: Services;
  #abort: AbortController | undefined;
  #despite: readonly ErrorCode[] = [];

  constructor(services: Services) {
    this.#services = services;
  }

  get running(): boolean {
    return this.phase === 'running';
  }

  /** Pushes what `prepare` gives. */
  async start(prepare: () => Promise<PushTask>): Promise<void> {
    if (this.running) return;
    const abort = (this.#abort = new AbortController());
    this.phase = 'running';
    this.error = undefined;
    this.result = undefined;
    this.transfer.expect([]);
    try {
      // Preparing may wait for work that others share; a cancel doesn't.
      const task = await abortable(prepare(), abort.signal);
      this.result = await this.#run(task, abort.signal);
      this.phase = 'done';
      this.#despite = [];
    } catch (thrown) {
      this.error = abort.signal.aborted
        ? new ChartroomError('aborted', {}, { cause: thrown })
        : await failureOf(thrown);
      this.phase = 'failed';
    }
  }

  /** Pushes again, over what stopped it. */
  insist(prepare: () => Promise<PushTask>): Promise<void> {
    if (this.error) this.#despite = [...this.#despite, this.error.code];
    return this.start(prepare);
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** Forgets how it went: what would be pushed is no longer the same. */
  reset(): void {
    if (this.running) return;
    this.phase = 'idle';
    this.error = undefined;
    this.result = undefined;
    this.#despite = [];
  }

  async #run(task: PushTask, signal: AbortSignal): Promise<Pushed> {
    const { parts, send, format, reference, version, errors } = task;
    if (errors > 0 && !this.#despite.includes('chart.has-errors')) {
      throw new ChartroomError('chart.has-errors', { errors });
    }
    const text = formatReference(reference);
    this.transfer.expect(parts);
    const { registry, repository } = reference;
    const target = await this.#services.repository(registry, repository, { push: true });
    const ended = underWay.begin(text);
    const sending = send(target, reference.tag, {
      signal,
      reference: text,
      overwrite: this.#despite.includes('tag.differs'),
      onProgress: this.transfer.report,
    });
    const { descriptor, blob, unchanged } = await sending.finally(ended);
    this.transfer.finish();
    rememberPlace(reference);
    return {
      reference: text,
      place: reference,
      digest: descriptor.digest,
      format,
      version,
      manifest: await blob.text(),
      unchanged,
    };
  }
}
