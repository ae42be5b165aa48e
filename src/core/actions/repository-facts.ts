import type { ListEnd, ListsTags, Source, TransferOptions } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { isChartroomError } from '../errors.ts';
import { SortedTags, type ListedTag } from './sort-tags.ts';
import { versionFacts, type KnownFacts, type VersionFacts } from './version-facts.ts';

/** What a list of repositories says of one of them. */
export interface RepositoryFacts {
  /** How many versions and other tags it has, as far as they were listed. */
  count: number;
  /** Unless it is `whole`, there may be more of them, and newer ones. */
  end: ListEnd;
  /** The tag that the rest is about; undefined for a repository without any. */
  newest: ListedTag | undefined;
  /** Undefined where nothing can be read behind that tag. */
  about: VersionFacts | undefined;
}

/** More tags than these aren't listed for one row among many. */
const MOST_TAGS = 5000;

/**
 * What is in a repository: its tags, and the facts of the newest. That costs one request for every
 * page of the list of tags, and those of `versionFacts`. `before` says what a tag named earlier.
 */
export async function repositoryFacts(
  source: Source & ListsTags,
  {
    known,
    before,
    ...options
  }: { known: KnownFacts; before: (tag: string) => Digest | undefined } & TransferOptions,
): Promise<RepositoryFacts> {
  const { tags, end } = await tagsIn(source, options);
  const newest = newestOf(tags);
  if (!newest) return { count: 0, end, newest, about: undefined };
  const { tag } = newest;
  const about = await readable(
    versionFacts(source, tag, { known, before: before(tag), ...options }),
  );
  return { count: tags.length, end, newest, about };
}

/**
 * The newest release, as `helm pull` takes it without a version; else the newest pre-release, or
 * `latest`, or the first tag by name.
 */
function newestOf(tags: readonly ListedTag[]): ListedTag | undefined {
  const release = tags.find(({ version, prerelease }) => version !== undefined && !prerelease);
  const version = release ?? tags.find((listed) => listed.version !== undefined);
  return version ?? tags.find(({ tag }) => tag === 'latest') ?? tags[0];
}

async function tagsIn(source: ListsTags, { signal }: TransferOptions) {
  const sorted = new SortedTags();
  const enough = new AbortController();
  let listed = 0;
  let end: ListEnd = 'cut';
  try {
    const listing = await source.tags({
      signal: signal ? AbortSignal.any([signal, enough.signal]) : enough.signal,
      onNames(names) {
        sorted.add(names);
        listed += names.length;
        if (listed >= MOST_TAGS) enough.abort();
      },
    });
    end = listing.end;
  } catch (error) {
    // Registries go on listing a repository whose last tag was deleted.
    if (isChartroomError(error, 'tag.not-found')) end = 'whole';
    else if (!enough.signal.aborted || signal?.aborted) throw error;
  }
  return { tags: sorted.list(), end };
}

/** Undefined for what is gone, damaged or no manifest: the repository is there all the same. */
async function readable(facts: Promise<VersionFacts>): Promise<VersionFacts | undefined> {
  try {
    return await facts;
  } catch (error) {
    if (isOfOneArtifact(error)) return undefined;
    throw error;
  }
}

/** Whether an error says something of one artifact, and nothing of the registry. */
export function isOfOneArtifact(error: unknown): boolean {
  return (
    isChartroomError(error, 'tag.not-found') ||
    isChartroomError(error, 'manifest.invalid') ||
    isChartroomError(error, 'digest.mismatch') ||
    isChartroomError(error, 'digest.unsupported') ||
    isChartroomError(error, 'size.mismatch')
  );
}
