import type { PushTask } from '../core/actions/push.ts';
import { Push } from './Push.svelte.ts';
import type { Services } from './services.ts';

/** Pushes a chart from the registry or library where it is to another place. */
export class PushOn {
  readonly push: Push;
  readonly #prepare: (destination: string) => Promise<PushTask>;
  #destination = $state.raw('');

  /**
   * `reference` is where it came from, and the initial destination; `prepare` returns the push
   * task.
   */
  constructor(
    reference: string,
    prepare: (destination: string) => Promise<PushTask>,
    services: Services,
  ) {
    this.push = new Push(services);
    this.#destination = reference;
    this.#prepare = prepare;
  }

  /** The reference that it is to be pushed to. */
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

  /** Pushes despite a tag with other content, which is replaced. */
  insist(): Promise<void> {
    return this.push.insist(() => this.#prepare(this.destination));
  }
}
