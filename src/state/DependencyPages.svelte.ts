import { SvelteMap } from 'svelte/reactivity';
import type { Dependency } from '../core/chart/metadata.ts';
import { resolveVersion } from '../core/dependencies/resolve-version.ts';
import { dependencySource } from '../core/dependencies/source.ts';
import { formatReference, parseReference, tagOf } from '../core/oci/reference.ts';
import { isLenientVersion } from '../core/semver/version.ts';
import type { Services } from './services.ts';

/** Lists of tags that are asked for: a chart with more dependencies leads to their repositories. */
const MOST = 20;

/** Where the chart of a dependency in a registry is: its place, and the tag of its version. */
export interface DependencyPage {
  registry: string;
  repository: string;
  /** Undefined as long as it isn't known which version the range stands for. */
  reference?: string | undefined;
}

/** The pages of a chart's dependencies that come from registries. */
export class DependencyPages {
  readonly #found = new SvelteMap<Dependency, string>();
  readonly #services: Services;
  readonly #abort = new AbortController();

  constructor(services: Services) {
    this.#services = services;
  }

  /** The page of a dependency as far as it is known; undefined if it comes from no registry. */
  of(dependency: Dependency): DependencyPage | undefined {
    const at = placeOf(dependency);
    if (!at) return undefined;
    const { version = '' } = dependency;
    const reference = isLenientVersion(version)
      ? formatReference({ ...at, tag: tagOf(version) })
      : this.#found.get(dependency);
    return { ...at, reference };
  }

  /**
   * Finds out which versions the ranges of dependencies stand for. Only the chart's own registry is
   * asked, which this page has been using: others would learn who looks at the chart, and might ask
   * for a sign-in that nobody has wanted. The first failure ends it (a 429, for instance).
   */
  async look(dependencies: readonly Dependency[], registry: string): Promise<void> {
    const ranges = dependencies.filter((one) => {
      const page = this.of(one);
      return page?.registry === registry && page.reference === undefined;
    });
    try {
      for (const one of ranges.slice(0, MOST)) await this.#find(one);
    } catch {
      // They lead to their repositories then, whose pages say what is wrong.
    }
  }

  cancel(): void {
    this.#abort.abort();
  }

  async #find(dependency: Dependency): Promise<void> {
    const at = placeOf(dependency);
    if (!at) return;
    const { signal } = this.#abort;
    signal.throwIfAborted();
    const target = await this.#services.repository(at.registry, at.repository, {
      yielding: true,
    });
    const { names } = await target.tags({ signal });
    const version = resolveVersion(names, dependency.version ?? '');
    if (version === undefined) return;
    this.#found.set(dependency, formatReference({ ...at, tag: tagOf(version) }));
  }
}

function placeOf({ name, repository }: Dependency) {
  const source = dependencySource(repository ?? '');
  if (source.kind !== 'oci') return undefined;
  try {
    const reference = parseReference(`${source.reference.replace(/\/+$/, '')}/${name}`);
    return { registry: reference.registry, repository: reference.repository };
  } catch {
    return undefined;
  }
}
