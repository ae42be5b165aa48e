import { isManifestType } from '../oci/media-types.ts';

/** A media type (RFC 6838, 4.2), without parameters. */
const MEDIA_TYPE = /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}$/i;

/** What files are by their names, as the tools say that write them; the first that fits counts. */
const BY_NAME: readonly [RegExp, string][] = [
  [/[.-]spdx\.json$/, 'application/spdx+json'],
  [/[.-](?:cdx|cyclonedx|bom)\.json$/, 'application/vnd.cyclonedx+json'],
  [/[.-](?:cdx|cyclonedx|bom)\.xml$/, 'application/vnd.cyclonedx+xml'],
  [/\.sarif(?:\.json)?$/, 'application/sarif+json'],
  [/\.(?:intoto|in-toto)(?:\.jsonl?)?$/, 'application/vnd.in-toto+json'],
  [/\.sigstore(?:\.json)?$/, 'application/vnd.dev.sigstore.bundle.v0.3+json'],
  [/\.json$/, 'application/json'],
  [/\.ya?ml$/, 'application/yaml'],
  [/\.md$/, 'text/markdown'],
  [/\.txt$/, 'text/plain'],
];

/** The media type that a file most likely has; `told` is what the browser says. */
export function typeOfFile(name: string, told: string): string {
  const lower = name.toLowerCase();
  const known = BY_NAME.find(([pattern]) => pattern.test(lower))?.[1] ?? told;
  return isFileType(known) ? known : 'application/octet-stream';
}

/** Whether a file can have this media type: those of manifests name what registries keep elsewhere. */
export function isFileType(text: string): boolean {
  return MEDIA_TYPE.test(text) && !isManifestType(text);
}
