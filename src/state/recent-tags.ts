import { isFixedTag, sameKind } from '../core/actions/further-tags.ts';
import { formatReference, isTag, type Reference } from '../core/oci/reference.ts';
import { readSetting, writeSetting } from '../platform/settings.ts';

const TAGS = 'tags';
const MOST_REPOSITORIES = 40;
/**
 * The version whose tags are stored in place of those of the version that was pushed: the next
 * version gets the tags of the same kinds, not the same tags.
 */
const MODEL = '1.2.3';

/** A repository, and the further tags that the last push there had, as those of `MODEL`. */
type Line = readonly [repository: string, ...tags: string[]];

/** The further tags of the last push to this repository, as they are for this version. */
export function tagsLastTime(place: Reference, version: string): string[] {
  const [, ...tags] = lines().find(([repository]) => repository === nameOf(place)) ?? [''];
  return sameKind(tags.filter(isTag), MODEL, version);
}

/** Remembers which further tags a push had; those that stand for a version alone are its own. */
export function rememberTags(place: Reference, version: string, tags: readonly string[]): void {
  const name = nameOf(place);
  const moving = sameKind(
    tags.filter((tag) => !isFixedTag(tag)),
    version,
    MODEL,
  );
  const others = lines().filter(([repository]) => repository !== name);
  write(moving.length > 0 ? [[name, ...moving], ...others] : others);
}

/** Forgets the tags of the repositories that `isIn` holds of. */
export function forgetTags(isIn: (repository: string) => boolean): void {
  write(lines().filter(([repository]) => !isIn(repository)));
}

function nameOf({ registry, repository }: Reference): string {
  return formatReference({ registry, repository });
}

function lines(): Line[] {
  return (readSetting(TAGS) ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' ') as [string, ...string[]]);
}

function write(all: readonly Line[]): void {
  const text = all.slice(0, MOST_REPOSITORIES).map((line) => line.join(' '));
  writeSetting(TAGS, text.join('\n'));
}
