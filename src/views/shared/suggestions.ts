import { pathAbove } from '../../core/actions/push-reference.ts';
import { bareReference } from '../../core/oci/pasted.ts';
import { parseReference } from '../../core/oci/reference.ts';
import { hasAll, wordsOf } from '../../ui/name-filter.ts';

/**
 * What a box takes: a registry's host, a registry with a path, a whole reference, or the name of a
 * repository in a registry.
 */
export type Wants = 'registry' | 'place' | 'reference' | { repositoryOf: string };

/** What was used lately, each the last one first. */
export interface Recent {
  registries: readonly string[];
  /** Repositories and references in them. */
  references: readonly string[];
}

/** As many as are looked through at a glance. */
const MOST = 8;

/**
 * What a person may want to type who has typed this much: of what was used lately all in which each
 * word occurs, the last one first. With nothing typed yet it is what was used last.
 */
export function suggestionsFor(typed: string | undefined, wants: Wants, recent: Recent): string[] {
  const bare = bareReference(typed ?? '');
  const words = wordsOf(bare);
  const isThere = (text: string) => text === bare || text === typed;
  return [...new Set(candidates(wants, recent))]
    .filter((text) => !isThere(text) && hasAll(text.toLowerCase(), words))
    .slice(0, MOST);
}

function candidates(wants: Wants, { registries, references }: Recent): string[] {
  if (wants === 'registry') return [...registries];
  const parsed = references.map((text) => parseReference(text));
  if (wants === 'place') return [...parsed.map(pathAbove), ...registries];
  if (wants !== 'reference') {
    const inIt = parsed.filter(({ registry }) => registry === wants.repositoryOf);
    return inIt.map(({ repository }) => repository);
  }
  const repositories = parsed.map(({ registry, repository }) => `${registry}/${repository}`);
  return [...references, ...repositories, ...registries.map((host) => `${host}/`)];
}

/** What was used lately and is forgotten with a suggestion. */
export function meantBy(suggestion: string, wants: Wants): string {
  const text = suggestion.replace(/\/$/, '');
  return typeof wants === 'object' ? `${wants.repositoryOf}/${text}` : text;
}
