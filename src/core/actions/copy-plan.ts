import type { ListsTags } from '../content/target.ts';
import {
  formatListed,
  keptName,
  parseListed,
  type ListedName,
} from '../dependencies/listed-name.ts';
import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import { ChartroomError, type ErrorCode } from '../errors.ts';
import {
  isRepositoryName,
  isTag,
  parseReference,
  tagOf,
  type Reference,
} from '../oci/reference.ts';
import { isReferrersTag } from '../oci/referrer.ts';
import { bareReference } from '../oci/pasted.ts';
import type { ListedRepository } from './listed-repository.ts';
import { SortedTags } from './sort-tags.ts';

/**
 * One end of a copy: an artifact in a repository of a registry, in the library, or, at the source, a
 * version of a chart in a chart repository.
 */
export interface CopyEnd {
  /** Absent for the library, and for a chart repository. */
  repository?: Pick<Reference, 'registry' | 'repository'> | undefined;
  /** The chart in a chart repository. */
  listed?: { url: string; chart: string } | undefined;
  /**
   * The tag or digest there; in the library the whole name, in a chart repository the version. At
   * the destination it is absent for what has only a digest.
   */
  name?: string | undefined;
}

/** One artifact that is to be copied. */
export interface CopyItem {
  from: CopyEnd & { name: string };
  to: CopyEnd;
  /** The reference or name that people know it by. */
  source: string;
  /** The same for where it goes. */
  destination: string;
  /** Why it can't go there at all. */
  refused?: ChartroomError | undefined;
}

/** What is to be copied, before it is known where to. */
export type CopySource = Pick<CopyItem, 'from' | 'source' | 'refused'>;

/** Where all of it goes: into the library, or below a registry and path. */
export type CopyGoal = 'library' | { below: string };

/** The names in the library, as sources. */
export function keptSources(names: readonly string[]): CopySource[] {
  return names.map((name) => ({ from: { name }, source: name }));
}

export interface SourcePorts {
  /** A repository of a registry. */
  repository(registry: string, name: string): Promise<ListsTags>;
  /** A chart repository, by its address. */
  listed(url: string): Promise<ListedRepository>;
  /** Called with a repository that may have more tags than could be listed. */
  onShort?(repository: string): void;
}

/** What one repository can't be listed for, and all others neither, until a person did something. */
const STOPPING: readonly ErrorCode[] = ['aborted', 'auth.required', 'auth.realm-untrusted'];

/**
 * What these names stand for. References: an artifact, or all tags of a repository but those for
 * referrers, which are copied with what they refer to. What a chart repository lists, as
 * `parseListed` reads it: a version, all versions of a chart, or all charts. Of several repositories
 * one that can't be listed is a source that is `refused`.
 */
export async function copySources(
  names: readonly string[],
  ports: SourcePorts,
  signal?: AbortSignal,
): Promise<CopySource[]> {
  const isOneOfMany = names.length > 1;
  const limits = { limit: REQUESTS_AT_ONCE, signal };
  const found = await mapLimited(names, limits, async (text, own) => {
    const listed = parseListed(text);
    if (listed) return listedSources(listed, await ports.listed(listed.url));
    const { registry, repository, tag, digest } = parseReference(text);
    const place = { registry, repository };
    const whole = `${registry}/${repository}`;
    const named = (name: string): CopySource => ({
      from: { repository: place, name },
      source: `${whole}${name === digest ? '@' : ':'}${name}`,
    });
    if (digest !== undefined || tag !== undefined) return [named(digest ?? tag ?? '')];
    try {
      const { names, end } = await (
        await ports.repository(registry, repository)
      ).tags({
        signal: own,
      });
      if (end !== 'whole') ports.onShort?.(whole);
      // As lists of versions have it, whatever order the registry has.
      const sorted = new SortedTags();
      sorted.add(names.filter((one) => !isReferrersTag(one)));
      return sorted.list().map((listed) => named(listed.tag));
    } catch (thrown) {
      const refused = ChartroomError.from(thrown);
      if (!isOneOfMany || STOPPING.includes(refused.code)) throw refused;
      // The others can be copied all the same.
      return [{ from: { repository: place, name: '' }, source: whole, refused }];
    }
  });
  // What is named twice is meant once; of a version that an index lists again helm takes the first.
  const all = new Map<string, CopySource>();
  for (const one of found.flat()) if (!all.has(one.source)) all.set(one.source, one);
  return [...all.values()];
}

function listedSources(
  { url, chart, version }: ListedName,
  repository: ListedRepository,
): CopySource[] {
  const charts =
    chart === undefined
      ? repository.listing.charts
      : [{ name: chart, versions: repository.versions(chart) }];
  return charts.flatMap(({ name, versions }) =>
    versions
      .filter((entry) => version === undefined || entry.version === version)
      .map((entry): CopySource => {
        const address = repository.addressOf(entry);
        // The index of a chart repository may point to a registry, with a tag or without.
        if (address.startsWith('oci://')) {
          const { registry, repository: path, tag, digest } = parseReference(address);
          const at = digest ?? tag ?? tagOf(entry.version);
          const source = `${registry}/${path}${digest ? '@' : ':'}${at}`;
          return { from: { repository: { registry, repository: path }, name: at }, source };
        }
        const source = formatListed({ url, chart: name, version: entry.version });
        return { from: { listed: { url, chart: name }, name: entry.version }, source };
      }),
  );
}

/**
 * Where each of the sources goes. Below a registry and path a chart keeps the last part of its
 * repository and its tag, as `helm push` has it; where two repositories end alike, each keeps its
 * whole path. A single source may be given a reference of its own. In the library everything is
 * called by its whole reference. Throws `reference.invalid`.
 */
export function planCopy(sources: readonly CopySource[], goal: CopyGoal): CopyItem[] {
  if (goal === 'library') {
    return sources.map((one) => {
      const { listed, name: version } = one.from;
      const name = listed ? keptName({ ...listed, version }) : one.source;
      return { ...one, to: { name }, destination: name };
    });
  }
  const below = bareReference(goal.below).replace(/\/+$/, '');
  const single = sources.length === 1 ? fullReference(below) : undefined;
  const paths = sources.map((one) => repositoryOf(one));
  const endings = new Map<string, Set<string>>();
  for (const path of paths) {
    const ending = lastPart(path);
    endings.set(ending, (endings.get(ending) ?? new Set()).add(path));
  }
  const clash = [...endings.values()].some((alike) => alike.size > 1);
  return sources.map((one, i) => {
    const path = paths[i] ?? '';
    const name = nameOf(one);
    const text = `${below}/${clash ? path : lastPart(path)}${name === undefined ? '' : `:${name}`}`;
    if (one.from.listed && !single && !(isRepositoryName(path) && isTag(name ?? ''))) {
      const reason = isRepositoryName(path) ? 'tag' : 'repository';
      const refused = new ChartroomError('reference.invalid', { reference: text, reason });
      return { ...one, to: {}, destination: text, refused };
    }
    const { registry, repository, tag } = single ?? parseReference(text);
    const destination = `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}`;
    return { ...one, to: { repository: { registry, repository }, name: tag }, destination };
  });
}

/** `text` as the reference of one artifact: with a tag. */
function fullReference(text: string): Reference | undefined {
  const colon = text.lastIndexOf(':');
  if (colon < 0 || !text.includes('/') || colon < text.lastIndexOf('/')) return undefined;
  const reference = parseReference(text);
  if (reference.digest === undefined) return reference;
  throw new ChartroomError('reference.invalid', { reference: text, reason: 'no-tag' });
}

function repositoryOf({ from, source }: CopySource): string {
  if (from.listed) return from.listed.chart;
  return from.repository?.repository ?? parseReference(source).repository;
}

/** The tag that it keeps; undefined for what is named by its digest. */
function nameOf({ from, source }: CopySource): string | undefined {
  if (from.listed) return tagOf(from.name);
  return parseReference(source).tag;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
