/** The words for tags that should stay, and for those that a registry doesn't remove. */
import type { ErrorDetails } from '../core/errors.ts';
import { registryAnswer, withStatus, type Told } from './registry.ts';

/** Further tags of a push that should stay where they are. */
export function tagsHeld({ version, tags }: ErrorDetails['tags.held']): Told & {
  facts: Record<string, string>;
} {
  const sentences = tags.map(({ tag, holds }) =>
    holds === undefined
      ? `${tag} names other content.`
      : `${tag} names ${holds} now, and this is ${version}.`,
  );
  return {
    what: sentences.join(' '),
    facts: Object.fromEntries(tags.map(({ tag, existing }) => [`${tag} now`, existing])),
    next: 'Leave out what should stay there. Push anyway to move it to this chart.',
  };
}

/** A registry that removes no tag alone. */
export function keepsTags(facts: ErrorDetails['registry.keeps-tags']): Told {
  return {
    what: withStatus(`${facts.registry} doesn’t remove a tag alone`, facts),
    next: [
      'It may delete a chart with all its tags. Distribution 3, zot and Quay remove single tags.',
      registryAnswer(facts),
    ]
      .join(' ')
      .trimEnd(),
  };
}
