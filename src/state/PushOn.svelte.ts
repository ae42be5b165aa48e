import type { PushTask } from '../core/actions/push.ts';
import { pushReference, type TaggedReference } from '../core/actions/push-reference.ts';
import type { ChartroomError } from '../core/errors.ts';
import type { WorkProgress } from '../text/work.ts';
import { FurtherTags } from './FurtherTags.svelte.ts';
import { Push } from './Push.svelte.ts';
import { chartHref } from './routes.ts';
import type { Services } from './services.ts';
import { workList, type Work } from './WorkList.svelte.ts';

/** Pushes a chart that is kept in the library to a registry. */
export class PushOn implements Work {
  readonly kind = 'push';
  /** What it is kept as. */
  readonly name: string;
  readonly push: Push;
  /** The tags that it gets beside that of its destination. */
  readonly further = new FurtherTags(() => this.push.reset());
  readonly #version: () => string | undefined;
  readonly #prepare: (destination: string) => Promise<PushTask>;
  #destination = $state.raw('');

  /** `version` returns the chart's, `prepare` the push task. The chart's name in the library is the first destination. */
  constructor(
    name: string,
    version: () => string | undefined,
    prepare: (destination: string) => Promise<PushTask>,
    services: Services,
  ) {
    this.name = name;
    this.#version = version;
    this.push = new Push(services);
    this.#destination = name;
    this.#prepare = prepare;
  }

  /** The push of this chart that is under way, or has ended unseen. */
  static underWay(name: string): PushOn | undefined {
    return workList.find(PushOn, (on) => on.name === name);
  }

  get subject(): string {
    return this.push.result?.reference ?? this.destination;
  }

  get href(): string {
    return chartHref('library', this.name);
  }

  get failure(): ChartroomError | undefined {
    return this.push.error;
  }

  get howFar(): WorkProgress {
    const { bytes: done, size: all } = this.push.transfer;
    return { unit: 'bytes', done, all };
  }

  /** The reference that it is to be pushed to. */
  get destination(): string {
    return this.#destination;
  }

  set destination(text: string) {
    this.#destination = text;
    this.push.reset();
  }

  /** The chart's version; empty as long as it isn't known. */
  get version(): string {
    return this.#version() ?? '';
  }

  /** Where that takes it; undefined while it is no reference to push to. */
  get place(): TaggedReference | undefined {
    try {
      return pushReference(this.#destination, this.version);
    } catch {
      return undefined;
    }
  }

  start(): Promise<void> {
    return this.#begin(() => this.push.start(this.#task));
  }

  /** Pushes despite a tag with other content, which is replaced. */
  insist(): Promise<void> {
    return this.#begin(() => this.push.insist(this.#task));
  }

  cancel(): void {
    this.push.cancel();
  }

  readonly #task = async (): Promise<PushTask> => {
    const task = await this.#prepare(this.destination);
    return { ...task, further: this.further.for(task.reference) };
  };

  async #begin(start: () => Promise<void>): Promise<void> {
    if (this.push.running) return;
    const pushing = start();
    workList.begin(this, pushing);
    await pushing;
  }
}
