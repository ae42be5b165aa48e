import type { PushTask } from '../core/actions/push.ts';
import { Push } from './Push.svelte.ts';
import type { Services } from './services.ts';

/** A chart that is pushed on from where it is: where to, and how that goes. */
export class PushOn {
  readonly push: Push;
  readonly #prepare: (destination: string) => Promise<PushTask>;
  #destination = $state.raw('');

  /** `reference` is where it came from, and at first where it goes; `prepare` makes it ready. */
  constructor(
    reference: string,
    prepare: (destination: string) => Promise<PushTask>,
    services: Services,
  ) {
    this.push = new Push(services);
    this.#destination = reference;
    this.#prepare = prepare;
  }

  /** The reference it is to be pushed to. */
  get destination(): string {
    return this.#destination;
  }

  set destination(text: string) {
    this.#destination = text;
    this.push.reset();
  }

  start(): Promise<void> {
    return this.push.start(() => this.#prepare(this.destination));
  }

  /** Pushes over a tag that holds other content. */
  insist(): Promise<void> {
    return this.push.insist(() => this.#prepare(this.destination));
  }
}
