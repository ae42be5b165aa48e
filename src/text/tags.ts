/** Tags in words: what becomes of them, and what to know before they are set or removed. */
import type { TagKind } from '../core/actions/further-tags.ts';
import type { TagOutcome, TagResult } from '../core/actions/set-tags.ts';
import { versionOf } from '../core/oci/reference.ts';
import { isLenientVersion } from '../core/semver/version.ts';
import { errorWords } from './errors.ts';
import { fewOf } from './lists.ts';
import { shownName } from './signs.ts';

/** Text that can't be a tag; undefined if there is none. */
export function invalidTags(invalid: readonly string[]): string | undefined {
  if (invalid.length === 0) return undefined;
  return `${fewOf(invalid)} can’t be a tag: a tag is letters, digits, . _ - and at most 128 of them.`;
}

/**
 * What Helm does with such tags: it takes a tag only if it reads as a version, however short (helm
 * `pkg/registry/client.go`, `ValidateReference`).
 */
export function helmOfTags(tags: readonly string[], typed = ''): string | undefined {
  if (typed.includes('+')) return 'A tag can’t hold a +: it becomes _, as Helm has it.';
  const words = tags.filter((tag) => !isLenientVersion(versionOf(tag)));
  if (words.length === 0) return undefined;
  return `Helm can’t ask for ${fewOf(words)}: it takes tags that are versions, as 1.2 is. Other tools and this page can.`;
}

/** A kind of tag that usually goes along with a version, beside its box. */
export function kindOfTag(kind: TagKind): string {
  return { minor: '1.2 of 1.2.3', major: '1 of 1.2.3', latest: 'latest' }[kind];
}

/** What can be typed where several charts get tags. */
export const COMMON_HINT =
  'v{version} becomes v1.2.3. Of several versions in one repository the highest gets a tag.';

/** What became of one tag. */
export function tagOutcome(outcome: TagOutcome): string {
  switch (outcome.kind) {
    case 'set':
      return outcome.before ? `moved here from ${nameOf(outcome.before)}` : 'set';
    case 'unchanged':
      return 'was set already';
    case 'differs':
      return `names ${nameOf(outcome.other)} and was left there`;
    case 'failed':
      return outcome.error.code === 'aborted'
        ? 'not set: cancelled'
        : `not set: ${errorWords(outcome.error).what}`;
  }
}

/** What a tag named, by its version where that is known, else by its digest. */
function nameOf({ version, digest }: { version?: string | undefined; digest: string }): string {
  return version === undefined ? digest.slice(0, 19) : shownName(version, 40);
}

/** `1.2 set; latest moved here from 1.2.2`. */
export function tagLine(results: readonly TagResult[]): string {
  return results.map(({ tag, outcome }) => `${shownName(tag)} ${tagOutcome(outcome)}`).join('; ');
}

/** `3 set, 1 not set`: what became of the tags of several versions. */
export function tagCounts(results: readonly TagResult[]): string {
  const set = results.filter(({ outcome: { kind } }) => kind === 'set' || kind === 'unchanged');
  const left = results.length - set.length;
  return [
    ...(set.length > 0 ? [`${set.length} set`] : []),
    ...(left > 0 ? [`${left} not set`] : []),
  ].join(', ');
}
