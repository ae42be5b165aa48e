import type { ListsTags } from '../content/target.ts';
import { ChartroomError } from '../errors.ts';
import { parseReference, type Reference } from '../oci/reference.ts';
import { isReferrersTag } from '../oci/referrer.ts';
import { bareReference } from '../oci/pasted.ts';

/** One end of a copy: an artifact in a repository of a registry, or in the library. */
export interface CopyEnd {
  /** Absent for the library. */
  repository?: Pick<Reference, 'registry' | 'repository'> | undefined;
  /**
   * The tag or digest there; in the library the whole name. At the destination it is absent for
   * what has only a digest.
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
}

/** What is to be copied, before it is known where to. */
export type CopySource = Pick<CopyItem, 'from' | 'source'>;

/** Where all of it goes: into the library, or below a registry and path. */
export type CopyGoal = 'library' | { below: string };

/** The names in the library, as sources. */
export function keptSources(names: readonly string[]): CopySource[] {
  return names.map((name) => ({ from: { name }, source: name }));
}

/**
 * What these references name: an artifact, or all tags of a repository but those for referrers,
 * which are copied with what they refer to.
 */
export async function registrySources(
  references: readonly string[],
  open: (registry: string, repository: string) => Promise<ListsTags>,
  signal?: AbortSignal,
): Promise<CopySource[]> {
  const found: CopySource[] = [];
  for (const text of references) {
    const { registry, repository, tag, digest } = parseReference(text);
    const place = { registry, repository };
    const whole = `${registry}/${repository}`;
    if (digest !== undefined) {
      found.push({ from: { repository: place, name: digest }, source: `${whole}@${digest}` });
      continue;
    }
    const { names } =
      tag === undefined
        ? await (await open(registry, repository)).tags({ signal })
        : { names: [tag] };
    for (const name of names.filter((one) => tag !== undefined || !isReferrersTag(one))) {
      found.push({ from: { repository: place, name }, source: `${whole}:${name}` });
    }
  }
  return found;
}

/**
 * Where each of the sources goes. Below a registry and path a chart keeps the last part of its
 * repository and its tag, as `helm push` has it; where two repositories end alike, each keeps its
 * whole path. A single source may be given a reference of its own. In the library everything is
 * called by its whole reference. Throws `reference.invalid`.
 */
export function planCopy(sources: readonly CopySource[], goal: CopyGoal): CopyItem[] {
  if (goal === 'library') {
    return sources.map((one) => ({ ...one, to: { name: one.source }, destination: one.source }));
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
  return from.repository?.repository ?? parseReference(source).repository;
}

/** The tag that it keeps; undefined for what is named by its digest. */
function nameOf({ source }: CopySource): string | undefined {
  return parseReference(source).tag;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
