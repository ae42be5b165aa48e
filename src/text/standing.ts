/** What a registry holds where a chart is to be pushed, in words for the line beside Push. */
import type { Aim, Standing } from '../core/actions/standing.ts';
import { isHeld } from '../core/actions/further-tags.ts';
import type { TagStanding } from '../core/actions/tag-standing.ts';
import { tagOf } from '../core/oci/reference.ts';
import { count } from './units.ts';

/** A remark in that line, and how grave it is. */
export interface Remark {
  tone: 'good' | 'hint' | 'warning';
  words: string;
}

/** What is at the tag, and what is above it. */
export function standingRemarks(
  { tag, higher, further = [] }: Standing,
  { reference, version }: Aim,
): Remark[] {
  const remarks = [atTag(tag, reference.tag, tagOf(version))];
  if (higher !== undefined) {
    remarks.push({ tone: 'hint', words: `A higher version is there: ${higher}` });
  }
  return [...remarks, ...further.flatMap((one) => atFurtherTag(one, version))];
}

/** A further tag: nothing is said where it is free or the same, and no more than needed else. */
function atFurtherTag(standing: TagStanding, version: string): Remark[] {
  const { tag, other } = standing;
  if (!other) return [];
  const holds = other.version ?? 'other content';
  if (isHeld(standing, version)) {
    return [{ tone: 'warning', words: `${tag} names ${holds} there: the push will ask` }];
  }
  return [{ tone: 'hint', words: `${tag} moves here from ${holds}` }];
}

function atTag(found: Standing['tag'], tag: string, own: string): Remark {
  switch (found) {
    case 'free':
      return { tone: 'good', words: `${tag} is free there` };
    case 'same':
      return { tone: 'good', words: `${tag} is there already, the same: nothing has to be sent` };
    case 'same-archive':
      return { tone: 'warning', words: `${tag} holds this archive under another manifest` };
    case 'other':
      return tag === own
        ? {
            tone: 'warning',
            words: `${tag} is there with other content: the version wasn’t raised`,
          }
        : { tone: 'warning', words: `${tag} holds other content` };
  }
}

/** What registries hold where several charts go: how often each of it is so, the good first. */
export function standingCounts(standings: readonly Standing[]): Remark[] {
  const number = (tag: Standing['tag']) => standings.filter((one) => one.tag === tag).length;
  const higher = standings.filter((one) => one.higher !== undefined).length;
  const remarks: [number, Remark['tone'], string][] = [
    [number('free'), 'good', `${count(number('free'), 'tag is', 'tags are')} free`],
    [number('same'), 'good', `${count(number('same'), 'is', 'are')} there already, the same`],
    [
      number('same-archive'),
      'warning',
      `${count(number('same-archive'), 'tag holds its archive', 'tags hold their archives')} under another manifest`,
    ],
    [
      number('other'),
      'warning',
      `${count(number('other'), 'tag holds', 'tags hold')} other content`,
    ],
    [higher, 'hint', `${count(higher, 'has', 'have')} a higher version there`],
  ];
  return remarks.filter(([many]) => many > 0).map(([, tone, words]) => ({ tone, words }));
}
