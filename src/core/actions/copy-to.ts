import type { Compute } from '../compute/compute.ts';
import { mapLimited } from '../concurrency.ts';
import { tagsBeside } from '../content/beside.ts';
import { copyWithReferrers } from '../content/copy-referrers.ts';
import { copy, type CopyOptions, type CopyProgress } from '../content/copy.ts';
import type {
  Destination,
  ListEnd,
  Listing,
  ListsReferrers,
  ListsTags,
  Source,
  Target,
} from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import { cosignTags } from '../oci/referrer.ts';
import type { TurnsByName } from '../turns.ts';
import type { CopyEnd, CopyItem } from './copy-plan.ts';
import type { ListedRepository } from './listed-repository.ts';
import { ListedSource, type ListedFacts } from './listed-source.ts';
import { open } from './open.ts';
import { held } from './publish.ts';

/** How many artifacts are copied at a time: each has a few blobs under way, and no more in memory. */
const COPIES_AT_ONCE = 3;

type Place = Target & ListsReferrers;
type Origin = Source & ListsReferrers & ListsTags;

export interface CopyPorts {
  repository(registry: string, name: string, options?: { push?: boolean }): Promise<Place>;
  library(): Promise<Place>;
  /** A chart repository, by its address; its index is read once. */
  listed(url: string): Promise<ListedRepository>;
  compute(): Promise<Compute>;
  /** What is written under one tag is written in turns. */
  turns: TurnsByName;
}

/** What a person wishes for all of a copy. */
export interface CopyWishes {
  /** With all that refers to it: signatures, SBOMs. */
  referrers: boolean;
  /** Charts in older formats become charts in Helm's. */
  convert: boolean;
  /** Replace tags that name other content. */
  overwrite: boolean;
}

/** On whose side a copy failed. */
export type CopySide = 'source' | 'destination' | 'browser';

/** What of all that is attached to an artifact came along; nothing where that wasn't wished. */
export interface Along {
  referrers: number;
  /** How many of these the destination didn't have before. */
  added: number;
  /** How many the source lists that it doesn't have, or that aren't what it says. */
  missing: number;
  /** Unless it is `whole`, there may be more than the source could be seen to list. */
  end: ListEnd;
}

const NOTHING: Along = { referrers: 0, added: 0, missing: 0, end: 'whole' };

/** What came of one artifact. */
export type CopyOutcome =
  /** `unchanged`: the destination had it, if not all that came along. */
  | (Along & {
      kind: 'copied' | 'unchanged';
      digest: Digest;
      /** It was in an older format, and is a chart in Helm's now. */
      converted?: true;
      /** Of what comes from a chart repository. */
      listed?: ListedFacts | undefined;
    })
  /** The destination's tag, or one of cosign's, names other content, and was left as it is. */
  | { kind: 'differs'; error: ChartroomError<'tag.differs'> }
  | { kind: 'failed'; error: ChartroomError; side: CopySide };

export interface CopyAllOptions extends CopyWishes {
  signal?: AbortSignal | undefined;
  onBegin?: ((item: CopyItem) => void) | undefined;
  onProgress?: ((item: CopyItem, progress: CopyProgress) => void) | undefined;
  onEnd?: ((item: CopyItem, outcome: CopyOutcome) => void) | undefined;
}

/**
 * Copies artifacts, a few at a time; one failure doesn't stop the rest. What needs a registry that
 * wants a sign-in isn't begun after that was said once, and nothing is once the browser's storage
 * is full: what has no outcome then can be copied later. An abort is `aborted`; what has been copied
 * by then stays, and nothing half-copied has a tag.
 */
export async function copyAll(
  items: readonly CopyItem[],
  ports: CopyPorts,
  { signal, onBegin, onProgress, onEnd, ...wishes }: CopyAllOptions,
): Promise<void> {
  const closed = new Set<string>();
  const tags = new TagLists();
  const needed = ({ from, to }: CopyItem) => [placeName(from), placeName(to)];
  await mapLimited(items, { limit: COPIES_AT_ONCE, signal }, async (item, own) => {
    if (needed(item).some((place) => closed.has(place))) return;
    onBegin?.(item);
    const report = (progress: CopyProgress) => onProgress?.(item, progress);
    const outcome = await copyOne(item, ports, { ...wishes, tags }, own, report);
    if (outcome.kind === 'failed') {
      const { error } = outcome;
      if (error.code === 'auth.required' || error.code === 'auth.realm-untrusted') {
        if ('registry' in error.data) closed.add(error.data.registry);
      }
      if (error.code === 'storage.full') closed.add(LIBRARY);
    }
    onEnd?.(item, outcome);
  });
}

const LIBRARY = 'the library';

function placeName({ repository, listed }: CopyEnd): string {
  if (listed) return new URL(listed.url).host;
  return repository?.registry ?? LIBRARY;
}

/** The wishes, and what is read once for all artifacts. */
type Task = CopyWishes & { tags: TagLists };

async function copyOne(
  item: CopyItem,
  ports: CopyPorts,
  wishes: Task,
  signal: AbortSignal,
  onProgress: (progress: CopyProgress) => void,
): Promise<CopyOutcome> {
  try {
    if (item.refused) throw item.refused;
    const source = await openSource(item.from, ports);
    const destination = await openEnd(item.to, ports, { push: true });
    const name = `push to ${item.destination}`;
    const work = () => transfer(item, { source, destination }, ports, wishes, signal, onProgress);
    return await ports.turns(name, work, { signal });
  } catch (thrown) {
    const error = ChartroomError.from(thrown);
    if (error.code === 'aborted') throw error;
    if (isChartroomError(error, 'tag.differs')) return { kind: 'differs', error };
    return { kind: 'failed', error, side: sideOf(error, item) };
  }
}

async function openSource(from: CopyEnd, ports: CopyPorts): Promise<Origin> {
  const { listed } = from;
  return listed ? (await ports.listed(listed.url)).source(listed.chart) : openEnd(from, ports, {});
}

function openEnd({ repository }: CopyEnd, ports: CopyPorts, options: { push?: boolean }) {
  if (!repository) return ports.library();
  return ports.repository(repository.registry, repository.repository, options);
}

async function transfer(
  { from, to, destination: reference }: CopyItem,
  ends: { source: Origin; destination: Place },
  ports: CopyPorts,
  { referrers, convert, overwrite, tags }: Task,
  signal: AbortSignal,
  onProgress: (progress: CopyProgress) => void,
): Promise<CopyOutcome> {
  const options = { signal, overwrite, reference, onProgress };
  const { source, destination } = ends;
  if (source instanceof ListedSource) {
    return fromListed(source, from.name, destination, to.name, options);
  }
  const converted = convert ? await inHelmFormat(source, from.name, ports, signal) : undefined;
  if (converted) {
    // What refers to the chart refers to the other format's manifest, by its digest.
    const { name, source: held } = converted;
    const { descriptor, unchanged } = await copy(held, name, destination, to.name, options);
    const { digest } = descriptor;
    return { ...NOTHING, kind: kindOf(unchanged), digest, converted: true };
  }
  if (referrers) {
    const beside = (digest: Digest) => tags.beside(from, digest, source, signal);
    const wished = { ...options, beside };
    const copied = await copyWithReferrers(source, from.name, destination, to.name, wished);
    return {
      kind: kindOf(copied.unchanged),
      digest: copied.descriptor.digest,
      referrers: copied.referrers.length + copied.beside.length,
      added: copied.added,
      missing: copied.missing.length,
      end: copied.end,
    };
  }
  // One HEAD at each end says whether there is anything to do.
  const [there, here] = await Promise.all([
    source.resolve(from.name, { signal }),
    to.name === undefined ? undefined : find(destination, to.name, signal),
  ]);
  if (there.digest === here?.digest) {
    return { ...NOTHING, kind: 'unchanged', digest: there.digest };
  }
  const { unchanged } = await copy(source, there.digest, destination, to.name, options);
  return { ...NOTHING, kind: kindOf(unchanged), digest: there.digest };
}

/** A version of a chart repository's chart: what is there by the index's digest isn't even fetched. */
async function fromListed(
  source: ListedSource,
  version: string,
  destination: Destination & Source,
  tag: string | undefined,
  options: CopyOptions,
): Promise<CopyOutcome> {
  const { signal } = options;
  const there = tag === undefined ? undefined : await findManifest(destination, tag, signal);
  if (there && (await source.isStoredAs(version, there, { signal }))) {
    return { ...NOTHING, kind: 'unchanged', digest: there.descriptor.digest };
  }
  const { descriptor, unchanged } = await copy(source, version, destination, tag, options);
  const listed = await source.factsOf(version);
  return { ...NOTHING, kind: kindOf(unchanged), digest: descriptor.digest, listed };
}

/** The tags of the repositories that are copied from, each list read once. */
class TagLists {
  readonly #read = new Map<string, Promise<ReadonlySet<string> | undefined>>();

  /** The tags under which cosign keeps what it attaches to this manifest, of those that there are. */
  async beside(
    { repository }: CopyEnd,
    digest: Digest,
    source: Origin,
    signal: AbortSignal,
  ): Promise<Listing> {
    if (!repository) return tagsBeside(source, digest, { signal });
    const key = `${repository.registry}/${repository.repository}`;
    const reading = this.#read.get(key) ?? wholeList(source, signal);
    this.#read.set(key, reading);
    // After a failure the next artifact tries again.
    reading.catch(() => this.#read.delete(key));
    const there = await reading;
    // A list that may go on doesn't say what isn't there.
    if (!there) return tagsBeside(source, digest, { signal });
    return { names: cosignTags(digest).filter((tag) => there.has(tag)), end: 'whole' };
  }
}

/** All tags; undefined if there may be more than could be listed. */
async function wholeList(source: Origin, signal: AbortSignal) {
  const { names, end } = await source.tags({ signal });
  return end === 'whole' ? new Set(names) : undefined;
}

function kindOf(unchanged: boolean): 'copied' | 'unchanged' {
  return unchanged ? 'unchanged' : 'copied';
}

function find(target: Place, name: string, signal: AbortSignal) {
  return unlessAbsent(target.resolve(name, { signal }));
}

function findManifest(target: Source, name: string, signal: AbortSignal | undefined) {
  return unlessAbsent(target.fetchManifest(name, { signal }));
}

async function unlessAbsent<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    if (isChartroomError(error, 'tag.not-found')) return undefined;
    throw error;
  }
}

/** The chart in Helm's format, if it is stored in another one. */
async function inHelmFormat(source: Source, name: string, ports: CopyPorts, signal: AbortSignal) {
  const compute = await ports.compute();
  const { format, chart } = await open(source, name, { compute, signal });
  if (format === 'helm') return undefined;
  return held(await compute.assemble(chart, 'helm', { signal }));
}

/**
 * Whose side an error is of: that of the registry, and there of the repository, that it names; of
 * the browser's storage; otherwise what was read is wrong, which is the source's.
 */
function sideOf(error: ChartroomError, { from, to }: CopyItem): CopySide {
  if (error.code.startsWith('storage.')) return 'browser';
  if (error.code === 'manifest.stored-otherwise') return 'destination';
  if (!('registry' in error.data)) {
    const local = error.code === 'work.unfinished' || error.code === 'internal';
    return local ? 'browser' : 'source';
  }
  const { registry, url } = error.data;
  const isAt = ({ repository }: CopyEnd) => repository?.registry === registry;
  // The archives of a chart repository may be anywhere.
  if (from.listed) return isAt(to) && url.includes('/v2/') ? 'destination' : 'source';
  if (!isAt(from)) return 'destination';
  if (!isAt(to)) return 'source';
  return url.includes(`/v2/${to.repository?.repository}/`) ? 'destination' : 'source';
}
