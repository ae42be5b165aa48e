import { formatReference, manifestName, tagOf, type Reference } from '../core/oci/reference.ts';
import { OCI_MANIFEST } from '../core/oci/media-types.ts';
import type { StoredFormat } from '../core/formats/format.ts';
import type { Digest } from '../core/digest.ts';

/** The chart in a registry that a set of commands is about. */
export interface CommandSubject {
  reference: Reference;
  digest: Digest;
  format: StoredFormat;
  /** The chart's own version. */
  version: string;
  /** The registry speaks plain http. */
  plainHttp: boolean;
}

/** Lenient SemVer: Helm takes a `--version` of this form for a tag, any other for a range. */
const VERSION = /^v?\d+(\.\d+){0,2}(-[\w.-]+)?(\+[\w.-]+)?$/;

/** The demo's own line: the manifest as the registry stores it, read by jq. */
export function curlCommand({ reference, plainHttp }: CommandSubject): string {
  const { registry, repository } = reference;
  const name = manifestName(reference) ?? 'latest';
  const base = `${plainHttp ? 'http' : 'https'}://${registry}`;
  return [
    `curl -s -H 'Accept: ${OCI_MANIFEST}' \\`,
    `    ${base}/v2/${repository}/manifests/${name} | jq`,
  ].join('\n');
}

/** The `helm pull` that gets this chart, in the formats that Helm reads. */
export function helmCommand(subject: CommandSubject): string | undefined {
  const chart = helmChart(subject);
  return chart && `helm pull ${chart}`;
}

/**
 * A chart in a registry as Helm's commands take it, in the formats that Helm reads: reference and
 * options. Helm takes a tag only if it reads as a version; what any other tag names is found by its
 * digest.
 */
export function helmChart(subject: CommandSubject): string | undefined {
  const { reference, digest, format, version, plainHttp } = subject;
  if (format !== 'helm' && format !== 'helm-3-rc') return undefined;
  const { registry, repository, tag } = reference;
  const bare = formatReference({ registry, repository });
  const wanted = tag === undefined ? undefined : tag === tagOf(version) ? version : tag;
  const named =
    wanted !== undefined && VERSION.test(wanted) && !reference.digest
      ? `oci://${bare} --version ${wanted}`
      : `oci://${bare}@${digest}`;
  return `${named}${plainHttp ? ' --plain-http' : ''}`;
}
