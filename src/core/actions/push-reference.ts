import type { ChartMetadata } from '../chart/metadata.ts';
import { ChartroomError } from '../errors.ts';
import { parseReference, tagOf, type Reference } from '../oci/reference.ts';

/** Where something is pushed: a repository, and the tag that names it there afterwards. */
export type TaggedReference = Reference & { tag: string };

/**
 * Where `helm push` puts a chart below `path`, a registry and perhaps a path in it: the chart's
 * name becomes the repository's last part, its version the tag (helm `pkg/pusher/ocipusher.go`).
 */
export function suggestReference(
  path: string,
  { name, version }: Pick<ChartMetadata, 'name' | 'version'>,
): string {
  const base = path
    .trim()
    .replace(/^oci:\/\//, '')
    .replace(/\/+$/, '');
  return `${base}/${name}:${tagOf(version)}`;
}

/**
 * Reads what is typed as the place of a push; without a tag it is the chart's version, as in
 * Helm. Nothing can be pushed to a digest: that is `reference.invalid`.
 */
export function pushReference(text: string, version: string): TaggedReference {
  const { digest, ...reference } = parseReference(text);
  if (digest) throw new ChartroomError('reference.invalid', { reference: text, reason: 'no-tag' });
  return { ...reference, tag: reference.tag ?? tagOf(version) };
}

/** The registry and path that a chart was pushed below; `suggestReference` takes it up again. */
export function pathAbove({ registry, repository }: Reference): string {
  return [registry, ...repository.split('/').slice(0, -1)].join('/');
}

/** The registry in a reference or address that may still be being typed. */
export function registryIn(text: string): string {
  return /^\s*(?:(?:oci|https?):\/\/)?([^/\s]+)/i.exec(text)?.[1]?.toLowerCase() ?? '';
}
