import type { ListsTags, Source, TransferOptions } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { isChartroomError } from '../errors.ts';
import { tagOf } from '../oci/reference.ts';
import { compareVersions } from '../semver/version.ts';
import { predecessorOf } from './predecessor.ts';
import type { TaggedReference } from './push-reference.ts';
import { SortedTags, type ListedTag } from './sort-tags.ts';
import { tagStandings, type TagStanding } from './tag-standing.ts';

/** A chart that is to be pushed, and where to. */
export interface Aim {
  reference: TaggedReference;
  /** Tags that it is to get besides. */
  further?: readonly string[] | undefined;
  /** The chart's own version. */
  version: string;
  /** Of the manifest that the push would store. */
  manifest: Digest;
  /** Of the chart's archive. */
  archive: Digest;
}

/** What a registry holds where a chart is to be pushed. */
export interface Standing {
  /**
   * The tag isn't there; names this very manifest; names another manifest of the same archive, as
   * another tool or format makes it; or names other content.
   */
  tag: 'free' | 'same' | 'same-archive' | 'other';
  /** The highest version in the repository, if it is above the chart's own. */
  higher?: string | undefined;
  /** What came before the chart's own version. */
  lower?: ListedTag | undefined;
  /** What the further tags name. */
  further?: readonly TagStanding[] | undefined;
}

/**
 * Finds out what a registry holds where a chart is to be pushed: one request for the tag, one for
 * the list of tags (or for each page of it), one for each further tag, and one more for each that
 * names something else. Throws what keeps it from the first; without a list of tags, no other version is known.
 */
export async function standingOf(
  target: Pick<Source, 'resolve' | 'fetchManifest'> & ListsTags,
  aim: Aim,
  options: Pick<TransferOptions, 'signal'> = {},
): Promise<Standing> {
  const tag = await tagAt(target, aim, options);
  const tags = await tagsAt(target, options);
  const highest = tags[0]?.version;
  const isHigher = highest !== undefined && compareVersions(highest, aim.version) > 0;
  const further = await tagStandings(target, aim.further ?? [], aim.manifest, options);
  return {
    tag,
    higher: isHigher ? highest : undefined,
    lower: predecessorOf(tags, aim.version),
    ...(further.length > 0 && { further }),
  };
}

/**
 * The higher version that a push should ask about: not where it would change nothing, nor where the
 * tag doesn't stand for the chart's version.
 */
export function higherToAskAbout(
  { tag, higher }: Standing,
  { reference, version }: Aim,
): string | undefined {
  return tag === 'same' || reference.tag !== tagOf(version) ? undefined : higher;
}

async function tagAt(
  target: Pick<Source, 'resolve' | 'fetchManifest'>,
  { reference, manifest, archive }: Aim,
  options: Pick<TransferOptions, 'signal'>,
): Promise<Standing['tag']> {
  try {
    const { digest } = await target.resolve(reference.tag, options);
    if (digest === manifest) return 'same';
    const { blob } = await target.fetchManifest(digest, options);
    return (await blob.text()).includes(archive) ? 'same-archive' : 'other';
  } catch (error) {
    if (isChartroomError(error, 'tag.not-found')) return 'free';
    throw error;
  }
}

async function tagsAt(
  target: ListsTags,
  options: Pick<TransferOptions, 'signal'>,
): Promise<ListedTag[]> {
  const sorted = new SortedTags();
  try {
    sorted.add((await target.tags(options)).names);
  } catch (error) {
    // A repository that isn't there has no tags, and not everybody may list those of others.
    if (options.signal?.aborted) throw error;
  }
  return sorted.list();
}
