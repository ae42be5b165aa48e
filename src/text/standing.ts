/** What a registry holds where a chart is to be pushed, in words for the line beside Push. */
import type { Aim, Standing } from '../core/actions/standing.ts';
import { tagOf } from '../core/oci/reference.ts';

/** A remark in that line, and how grave it is. */
export interface Remark {
  tone: 'good' | 'hint' | 'warning';
  words: string;
}

/** What is at the tag, and what is above it. */
export function standingRemarks({ tag, higher }: Standing, { reference, version }: Aim): Remark[] {
  const remark = atTag(tag, reference.tag, tagOf(version));
  if (higher === undefined) return [remark];
  return [remark, { tone: 'hint', words: `A higher version is there: ${higher}` }];
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
