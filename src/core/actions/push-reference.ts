import type { ChartMetadata } from '../chart/metadata.ts';
import { ChartroomError } from '../errors.ts';
import { bareReference } from '../oci/pasted.ts';
import { parseReference, tagOf, type Reference } from '../oci/reference.ts';

/** The destination of a push: a repository and the tag that will name the artifact there. */
export type TaggedReference = Reference & { tag: string };

/**
 * Where `helm push` puts a chart below `path`, which is a registry and optionally a path in it: the
 * chart's name becomes the last component of the repository, its version the tag (helm
 * `pkg/pusher/ocipusher.go`).
 */
export function suggestReference(
  path: string,
  { name, version }: Pick<ChartMetadata, 'name' | 'version'>,
): string {
  return `${bareReference(path)}/${name}:${tagOf(version)}`;
}

/**
 * Reads the destination that a person typed; without a tag the chart's version becomes the tag, as
 * in Helm. A digest can't be a destination: `reference.invalid`.
 */
export function pushReference(text: string, version: string): TaggedReference {
  const { digest, ...reference } = parseReference(text);
  if (digest) throw new ChartroomError('reference.invalid', { reference: text, reason: 'no-tag' });
  return { ...reference, tag: reference.tag ?? tagOf(version) };
}

/** A destination whose tag is one version of the chart, with another version in its place. */
export function withVersion(text: string, before: string, now: string): string {
  const tag = `:${tagOf(before)}`;
  return text.endsWith(tag) ? `${text.slice(0, -tag.length)}:${tagOf(now)}` : text;
}

/**
 * The registry and path that a chart was pushed below: the `path` that `suggestReference` takes.
 */
export function pathAbove({ registry, repository }: Reference): string {
  return [registry, ...repository.split('/').slice(0, -1)].join('/');
}

/** The registry in a reference or address, even one that hasn't been typed to its end. */
export function registryIn(text: string): string {
  return /^[^/\s]+/.exec(bareReference(text))?.[0].toLowerCase() ?? '';
}
