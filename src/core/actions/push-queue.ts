import { atMost, REQUESTS_AT_ONCE } from '../concurrency.ts';
import { isChartroomError, type ChartroomError } from '../errors.ts';

/**
 * Charts that are pushed side by side. A chart has one large blob, which takes one of the
 * browser's connections to the registry: one of them is left for what is small.
 */
export const PUSHES_AT_ONCE = REQUESTS_AT_ONCE - 1;

/** A registry's word that it wants to know who asks; whom it knows may still be denied one chart. */
export type Refusal = ChartroomError<'auth.required' | 'auth.realm-untrusted'>;

/** One of the charts that are pushed together. */
export interface QueuedPush {
  /** Ends when it is known whether there is a chart to push. */
  readonly settled: Promise<unknown>;
  /** The registry that it goes to; undefined where there is nothing to push. */
  readonly registry: string | undefined;
  /** Pushes it. How it failed, if it did: it never throws. */
  start(): Promise<ChartroomError | undefined>;
  /** It was refused, and waits for a sign-in. */
  wait(): void;
}

/**
 * Pushes charts together, each as soon as it is packed; one failure doesn't stop the rest. Charts
 * for a registry that wants a sign-in wait, and go on when `pushAll` is called after it.
 */
export class PushQueue {
  readonly #onRefusals: (refusals: readonly Refusal[]) => void;
  readonly #limited = atMost(PUSHES_AT_ONCE);
  /** What is still to be pushed. */
  #queue = new Set<QueuedPush>();
  #refusals: readonly Refusal[] = [];
  /** Counts what was cancelled: what comes of that later is of no interest. */
  #cancelled = 0;

  /** `onRefusals` is called with the registries that want a sign-in, each once. */
  constructor(onRefusals: (refusals: readonly Refusal[]) => void) {
    this.#onRefusals = onRefusals;
  }

  /** Pushes these in place of what waits still; what is under way goes on. Ends when all ended. */
  async pushAll(pushes: readonly QueuedPush[]): Promise<void> {
    this.#setRefusals([]);
    this.#queue = new Set(pushes);
    await Promise.all(pushes.map((push) => this.#limited(() => this.#push(push))));
  }

  /** Things are sent elsewhere now: who wanted a sign-in before has no say there. */
  forgetRefusals(): void {
    this.#setRefusals([]);
  }

  /** Begins no further push. */
  cancel(): void {
    this.#cancelled += 1;
    this.#queue.clear();
    this.#setRefusals([]);
  }

  async #push(push: QueuedPush): Promise<void> {
    const cancelled = this.#cancelled;
    if (this.#queue.has(push)) await push.settled;
    // Meanwhile all may have been cancelled, or another call of `pushAll` have taken it.
    if (!this.#queue.delete(push)) return;
    if (push.registry === undefined || this.#isRefused(push.registry)) return;
    const error = await push.start();
    if (!isRefusal(error) || cancelled !== this.#cancelled) return;
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
