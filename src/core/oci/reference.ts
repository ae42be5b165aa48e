import { ChartroomError, type ReferenceFault } from '../errors.ts';
import { isDigest } from './digest.ts';
import type { Digest } from '../digest.ts';
import { bareReference } from './pasted.ts';

/** A place in a registry: `host[:port]/path[:tag][@digest]`. */
export interface Reference {
  /** `host` or `host:port`, IPv6 in brackets; as it was typed, but in lower case. */
  registry: string;
  repository: string;
  tag?: string | undefined;
  digest?: Digest | undefined;
}

/** Repository names of the distribution-spec ("Pulling manifests"), as oras-go checks them. */
const REPOSITORY =
  /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
/** Tags of the distribution-spec. */
const TAG = /^\w[\w.-]{0,127}$/;
/** Host names, also those with `_` that networks of containers have; IPv6 in brackets. */
const HOST =
  /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?)(?::[0-9]{1,5})?$/;
/** A port, which a version without dots could be taken for: registries have none below 10. */
const HAS_PORT = /:[0-9]{2,5}$/;

/** A reference whose last part, after the `:`, may be more than a tag. */
export type SplitReference = Omit<Reference, 'tag'> & { version?: string | undefined };

/**
 * Reads a reference as Helm does (`pkg/registry/reference.go`, then oras-go), out of whatever
 * `bareReference` finds it in: the last `@` starts the digest, if anything follows it; the last `:`
 * after the last `/` starts the tag; `+` in a tag becomes `_`, which no OCI tag may hold. There is
 * no default registry and no implicit `library/`. Throws `reference.invalid`.
 */
export function parseReference(text: string): Reference {
  const { version, ...reference } = splitReference(text);
  if (version === undefined) return reference;
  const tag = tagOf(version);
  if (!TAG.test(tag)) throw invalid(text, 'tag');
  return { ...reference, tag };
}

/** Like `parseReference`, but returns the text after the `:` as it was typed. */
export function splitReference(text: string): SplitReference {
  let rest = bareReference(text);
  if (rest === '') throw invalid(text, 'empty');
  if (rest.includes('://')) throw invalid(text, 'scheme');

  let digest: Digest | undefined;
  const at = rest.lastIndexOf('@');
  if (at >= 0) {
    const named = rest.slice(at + 1);
    rest = rest.slice(0, at);
    if (isDigest(named)) digest = named;
    else if (named !== '') throw invalid(text, 'digest');
  }
  const slash = rest.indexOf('/');
  if (slash <= 0) throw invalid(text, isHostAlone(rest) ? 'no-path' : 'no-registry');
  const registry = rest.slice(0, slash);
  if (!isRegistryHost(registry)) throw invalid(text, 'registry');

  let repository = rest.slice(slash + 1);
  let version: string | undefined;
  const colon = repository.lastIndexOf(':');
  if (colon > repository.lastIndexOf('/')) {
    version = repository.slice(colon + 1);
    repository = repository.slice(0, colon);
  }
  if (!REPOSITORY.test(repository)) {
    throw invalid(text, REPOSITORY.test(repository.toLowerCase()) ? 'upper-case' : 'repository');
  }
  return {
    registry: registry.toLowerCase(),
    repository,
    version,
    digest,
  };
}

function invalid(reference: string, reason: ReferenceFault): ChartroomError {
  return new ChartroomError('reference.invalid', { reference, reason });
}

/** Whether `text`, which has no slash, can only be a registry's host. */
function isHostAlone(text: string): boolean {
  const host = text.replace(HAS_PORT, '');
  const named = host !== text || host.includes('.') || host.startsWith('[') || host === 'localhost';
  return named && isRegistryHost(text);
}

/** Whether `text` is `host` or `host:port`. */
export function isRegistryHost(text: string): boolean {
  const port = /:(\d+)$/.exec(text.replace(/^\[[^\]]*\]/, ''))?.[1];
  if (!HOST.test(text) || Number(port ?? 0) > 65_535) return false;
  return !text.startsWith('[') || URL.canParse(`http://${text}`);
}

/** Whether `text` is a repository name. */
export function isRepositoryName(text: string): boolean {
  return REPOSITORY.test(text);
}

/** Whether `text` is a tag. */
export function isTag(text: string): boolean {
  return TAG.test(text);
}

/** The tag of a version: `+` becomes `_` (Helm, `pkg/registry/reference.go`). */
export function tagOf(version: string): string {
  return version.replaceAll('+', '_');
}

/** The version of a tag: `_` becomes `+`, since no SemVer version holds a `_`. */
export function versionOf(tag: string): string {
  return tag.replaceAll('_', '+');
}

/** The text of a reference, without `oci://`. */
export function formatReference(reference: Reference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${reference.registry}/${reference.repository}${tag}${digest}`;
}

/** The manifest's name within its repository: the digest if there is one, otherwise the tag. */
export function manifestName(reference: Reference): string | undefined {
  return reference.digest ?? reference.tag;
}
