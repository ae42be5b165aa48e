import { abortable } from '../abortable.ts';
import { atMost, REQUESTS_AT_ONCE, type Limited } from '../concurrency.ts';
import { isChartroomError, type ChartroomError } from '../errors.ts';

/**
 * How many charts are sent in parallel. Each has one large blob, which takes up one of the
 * browser's connections to the registry; one connection is left free for small requests.
 */
export const SENT_AT_ONCE = REQUESTS_AT_ONCE - 1;
/**
 * How many charts are pushed in parallel. Before one is sent, or found to be there, it waits for the
 * browser to give it its tag and for the registry to tell what that names: meanwhile others are sent.
 */
export const PUSHES_AT_ONCE = 2 * SENT_AT_ONCE;

/**
 * A refusal that a sign-in may resolve. (`auth.denied` isn't one: it may be about a single chart.)
 */
export type Refusal = ChartroomError<'auth.required' | 'auth.realm-untrusted'>;

/** One of the charts that are pushed together. */
export interface QueuedPush {
  /** Settles when it is known whether there is a chart to push. */
  readonly settled: Promise<unknown>;
  /** The registry to push to; undefined if there is nothing to push. */
  readonly registry: string | undefined;
  /** Whether its turn is still to come; the queue says so. */
  queued: boolean;
  /**
   * Whether only the person can start this push: they took it back, other charts with different
   * content have the same tag, or the chart lacks dependencies. Never rejects.
   */
  isHeldBack(): Promise<boolean>;
  /**
   * Pushes the chart, which is sent by `sending`, and returns the error if that failed; never
   * rejects.
   */
  start(sending: Limited): Promise<ChartroomError | undefined>;
  /** Called when the push was refused and waits for a sign-in. */
  wait(): void;
}

/**
 * Pushes charts together; one failure doesn't stop the rest. Nothing is sent before all of them are
 * packed, since only then is it known which have the same tag; these are held back. Charts whose
 * registry requires a sign-in wait, and are pushed when `pushAll` is called again after it.
 */
export class PushQueue {
  readonly #onRefusals: (refusals: readonly Refusal[]) => void;
  readonly #limited = atMost(PUSHES_AT_ONCE);
  readonly #sending = atMost(SENT_AT_ONCE);
  /** The pushes of the last call. */
  #all: readonly QueuedPush[] = [];
  #refusals: readonly Refusal[] = [];
  /** Aborts on cancellation; results of cancelled pushes are ignored. */
  #cancel = new AbortController();

  /** `onRefusals` is called with the registries that require a sign-in, each once. */
  constructor(onRefusals: (refusals: readonly Refusal[]) => void) {
    this.#onRefusals = onRefusals;
  }

  /**
   * Pushes these charts and drops those that still wait; pushes under way go on. Resolves when all
   * have ended.
   */
  async pushAll(pushes: readonly QueuedPush[]): Promise<void> {
    this.#setRefusals([]);
    this.#drop();
    for (const push of pushes) push.queued = true;
    this.#all = pushes;
    const { signal } = this.#cancel;
    const settled = Promise.all(pushes.map((push) => push.settled));
    await abortable(settled, signal).catch(() => undefined);
    await Promise.all(pushes.map((push) => this.#limited(() => this.#push(push, signal))));
  }

  /** To be called when the destination changes: earlier refusals don't apply to the new one. */
  forgetRefusals(): void {
    this.#setRefusals([]);
  }

  /** Begins no further push. */
  cancel(): void {
    this.#cancel.abort();
    this.#cancel = new AbortController();
    this.#drop();
    this.#setRefusals([]);
  }

  /** Drops what hasn't begun. */
  #drop(): void {
    for (const push of this.#all) push.queued = false;
  }

  async #push(push: QueuedPush, signal: AbortSignal): Promise<void> {
    if (signal.aborted || !push.queued) return;
    const isHeldBack = push.registry !== undefined && (await push.isHeldBack());
    // Meanwhile another call of `pushAll` may have taken this push.
    if (signal.aborted || !push.queued) return;
    push.queued = false;
    if (push.registry === undefined || isHeldBack || this.#isRefused(push.registry)) return;
    const error = await push.start(this.#sending);
    if (!isRefusal(error) || signal.aborted) return;
    push.wait();
    if (!this.#isRefused(error.data.registry)) this.#setRefusals([...this.#refusals, error]);
  }

  #isRefused(registry: string): boolean {
    return this.#refusals.some(({ data }) => data.registry === registry);
  }

  #setRefusals(refusals: readonly Refusal[]): void {
    this.#refusals = refusals;
    this.#onRefusals(refusals);
  }
}

function isRefusal(error: ChartroomError | undefined): error is Refusal {
  return (
    isChartroomError(error, 'auth.required') || isChartroomError(error, 'auth.realm-untrusted')
  );
}
