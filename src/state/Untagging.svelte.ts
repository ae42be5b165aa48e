import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { SharedTag, UntagOutcome } from '../core/actions/untag.ts';
import { isChartroomError, type ChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';
import { registryHref } from './routes.ts';
import type { Services } from './services.ts';
import { workList, type Work } from './WorkList.svelte.ts';

/** The most tags that are looked at without being asked to, to say which go along with others. */
const MANY_TAGS = 200;

/** **Remove tags…**: tags of one repository are removed, and what they name stays. */
export class Untagging implements Work {
  readonly kind = 'untag';
  readonly host: string;
  readonly repository: string;
  /** The tags to choose from. */
  readonly offered: readonly string[];
  /** All tags of the repository, as far as they are listed. */
  readonly all: readonly string[];
  /** Those that are to be removed: what is removed is no longer among them. */
  readonly ticked = new SvelteSet<string>();
  /** What became of each so far. */
  readonly outcomes = new SvelteMap<string, UntagOutcome>();
  phase = $state.raw<'asking' | 'running' | 'done'>('asking');
  error = $state.raw<ChartroomError | undefined>();
  /** Where the registry removes no tag alone: which tags name the same as each of the ticked. */
  shared = $state.raw<readonly SharedTag[]>([]);
  readonly #services: Services;
  #abort = new AbortController();

  /** `ticked` are those of the `offered` that are ticked at first. */
  constructor(
    place: { host: string; repository: string; all: readonly string[] },
    offered: readonly string[],
    ticked: readonly string[],
    services: Services,
  ) {
    this.host = place.host;
    this.repository = place.repository;
    this.all = place.all;
    this.offered = offered;
    for (const tag of ticked) this.ticked.add(tag);
    this.#services = services;
  }

  get running(): boolean {
    return this.phase === 'running';
  }

  get subject(): string {
    return `tags of ${this.host}/${this.repository}`;
  }

  get href(): string {
    return registryHref(this.host, undefined, this.repository);
  }

  get failure(): ChartroomError | undefined {
    if (this.error) return this.error;
    for (const outcome of this.outcomes.values()) {
      if (outcome.kind === 'failed') return outcome.error;
    }
    return undefined;
  }

  /** The tags that are gone. */
  get gone(): string[] {
    return [...this.outcomes]
      .filter(([, { kind }]) => kind === 'removed' || kind === 'absent')
      .map(([tag]) => tag);
  }

  toggle(tag: string): void {
    if (!this.ticked.delete(tag)) this.ticked.add(tag);
  }

  /** Removes the ticked tags; what isn't removed stays ticked, for another try. */
  async start(): Promise<void> {
    if (this.running || this.ticked.size === 0) return;
    const running = this.#run([...this.ticked]);
    workList.begin(this, running);
    await running;
  }

  cancel(): void {
    this.#abort.abort();
  }

  async #run(tags: readonly string[]): Promise<void> {
    const { signal } = (this.#abort = new AbortController());
    this.phase = 'running';
    this.error = undefined;
    this.shared = [];
    const { sharedTags, untag } = await import('../core/actions/untag.ts');
    try {
      const target = await this.#services.repository(this.host, this.repository);
      const onEnd = (tag: string, outcome: UntagOutcome) => {
        this.outcomes.set(tag, outcome);
        if (outcome.kind === 'removed' || outcome.kind === 'absent') this.ticked.delete(tag);
      };
      await untag(target, tags, { signal, onEnd }).catch(async (thrown: unknown) => {
        const looks = isChartroomError(thrown, 'registry.keeps-tags');
        if (looks && this.all.length <= MANY_TAGS) {
          this.shared = await sharedTags(target, tags, this.all, { signal });
        }
        throw thrown;
      });
    } catch (thrown) {
      const error = await failureOf(thrown);
      this.error = isChartroomError(error, 'aborted') ? undefined : error;
    }
    this.phase = 'done';
  }
}
