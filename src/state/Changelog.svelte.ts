import { versionChanges, type VersionChanges } from '../core/actions/changelog.ts';
import { SortedTags } from '../core/actions/sort-tags.ts';
import { isChartroomError, type ChartroomError } from '../core/errors.ts';
import { formatReference } from '../core/oci/reference.ts';
import { count } from '../text/units.ts';
import { announce } from './announcer.svelte.ts';
import { failureOf } from './failure.ts';
import type { RepositoryTarget, Services } from './services.ts';

/** Versions that are read at one press. */
const AT_ONCE = 25;

/** A version in the changelog. */
export interface LoggedVersion extends VersionChanges {
  version: string;
  reference: string;
}

/**
 * What the versions of a chart say that they change, the newest first. Each costs the registry a
 * request or two, so they are read when a person asks, some at a time, and the first failure (a
 * rate limit, for instance) stops it.
 */
export class Changelog {
  versions = $state.raw<readonly LoggedVersion[]>([]);
  /** How many versions were looked at, those included that say nothing. */
  looked = $state(0);
  /** How many there are; undefined until they are listed. */
  total = $state<number | undefined>();
  running = $state(false);
  error = $state.raw<ChartroomError | undefined>();

  readonly #place: { registry: string; repository: string };
  readonly #services: Services;
  #abort = new AbortController();
  #listed: { tag: string; version: string }[] | undefined;

  constructor(place: { registry: string; repository: string }, services: Services) {
    this.#place = place;
    this.#services = services;
  }

  /** Reads on. */
  async read(): Promise<void> {
    if (this.running) return;
    const { signal } = (this.#abort = new AbortController());
    this.running = true;
    this.error = undefined;
    try {
      await this.#read(signal);
      announce(`${count(this.looked, 'version')} read`);
    } catch (thrown) {
      const error = await failureOf(thrown);
      if (!isChartroomError(error, 'aborted')) this.error = error;
    } finally {
      this.running = false;
    }
  }

  cancel(): void {
    this.#abort.abort();
  }

  async #read(signal: AbortSignal): Promise<void> {
    const { registry, repository } = this.#place;
    const compute = await this.#services.compute();
    const target = await this.#services.repository(registry, repository, { yielding: true });
    const listed = (this.#listed ??= await versionsOf(target, signal));
    this.total = listed.length;
    for (const { tag, version } of listed.slice(this.looked, this.looked + AT_ONCE)) {
      const changes = await versionChanges(target, tag, { compute, signal });
      signal.throwIfAborted();
      this.looked++;
      if (!changes?.changes.length) continue;
      const reference = formatReference({ registry, repository, tag });
      this.versions = [...this.versions, { ...changes, version, reference }];
    }
  }
}

async function versionsOf(target: RepositoryTarget, signal: AbortSignal) {
  const sorted = new SortedTags();
  const { names } = await target.tags({ signal });
  sorted.add(names);
  return sorted
    .list()
    .flatMap(({ tag, version }) => (version === undefined ? [] : { tag, version }));
}
