import { SvelteMap } from 'svelte/reactivity';
import { versionFacts, type KnownFacts, type VersionFacts } from '../core/actions/version-facts.ts';
import { atMost } from '../core/concurrency.ts';
import type { Digest } from '../core/digest.ts';
import { isChartroomError, type ChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';
import type { RepositoryTarget, Services } from './services.ts';

/** Requests for rows at the same time: the rest of the page has its turn in between. */
const AT_ONCE = 3;
/** Milliseconds that a row must be in view: what is scrolled past isn't asked for. */
const SETTLED = 120;
/** How many digests are remembered, in all lists together. */
const MOST_KNOWN = 20_000;

/** By digest, for as long as the tab is open: what a digest names never changes. */
const known: KnownFacts = new Map();
/** What each tag named when it was last asked for, by its reference. */
const last = new Map<string, Digest>();

/**
 * Size, date and app version of the versions in a list, for the rows in view only. When a row leaves
 * the view, its requests are aborted. At the first failure that isn't about one row alone, such as a
 * registry's rate limit, it stops and says why.
 */
export class VersionFill {
  /** By tag; null for what can't be read. */
  readonly facts = new SvelteMap<string, VersionFacts | null>();
  /** Why it stopped. */
  stopped = $state.raw<ChartroomError | undefined>();

  readonly #place: string;
  readonly #target: () => Promise<RepositoryTarget>;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing shown depends on it
  readonly #inView = new Map<string, AbortController>();
  readonly #queue = atMost(AT_ONCE);

  constructor(host: string, repository: string, services: Pick<Services, 'repository'>) {
    this.#place = `${host}/${repository}`;
    this.#target = () => services.repository(host, repository, { yielding: true });
  }

  digestOf(tag: string): Digest | undefined {
    return this.facts.get(tag)?.digest;
  }

  /** Fills in one row for as long as it is in view; returns what ends that. */
  fill(tag: string): () => void {
    const abort = new AbortController();
    this.#inView.set(tag, abort);
    const timer = setTimeout(() => void this.#begin(tag, abort.signal), SETTLED);
    return () => {
      clearTimeout(timer);
      abort.abort();
      if (this.#inView.get(tag) === abort) this.#inView.delete(tag);
    };
  }

  /** Goes on after it has stopped. */
  resume(): void {
    this.stopped = undefined;
    for (const [tag, { signal }] of this.#inView) void this.#begin(tag, signal);
  }

  async #begin(tag: string, signal: AbortSignal): Promise<void> {
    if (this.facts.has(tag)) return;
    await this.#queue(async () => {
      if (signal.aborted || this.stopped) return;
      try {
        this.facts.set(tag, await this.#read(tag, signal));
      } catch (thrown) {
        const error = await failureOf(thrown);
        if (signal.aborted) return;
        if (isOfOneRow(error)) this.facts.set(tag, null);
        else this.stopped = error;
      }
    });
  }

  async #read(tag: string, signal: AbortSignal): Promise<VersionFacts> {
    const reference = `${this.#place}:${tag}`;
    const before = last.get(reference);
    const facts = await versionFacts(await this.#target(), tag, { known, before, signal });
    remember(last, reference, facts.digest);
    forgetOldest(known);
    return facts;
  }
}

/** Whether an error says something of one artifact, and nothing of the registry. */
function isOfOneRow(error: ChartroomError): boolean {
  return (
    isChartroomError(error, 'tag.not-found') ||
    isChartroomError(error, 'manifest.invalid') ||
    isChartroomError(error, 'digest.mismatch') ||
    isChartroomError(error, 'digest.unsupported') ||
    isChartroomError(error, 'size.mismatch')
  );
}

function remember(map: Map<string, Digest>, key: string, digest: Digest): void {
  map.set(key, digest);
  forgetOldest(map);
}

function forgetOldest(map: Map<string, unknown>): void {
  if (map.size <= MOST_KNOWN) return;
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
