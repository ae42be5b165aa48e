import type { ChartMetadata } from '../core/chart/metadata.ts';
import { ChartroomError } from '../core/errors.ts';
import { isRegistryHost, parseReference, tagOf, type Reference } from '../core/oci/reference.ts';
import { readSetting, writeSetting } from '../platform/settings.ts';

const LAST_REGISTRY = 'registry';
const FIRST_REGISTRY = 'localhost:5000';

/** The registry pushed to last, by this browser; the one that `npm start` runs at first. */
export function lastRegistry(): string {
  const kept = readSetting(LAST_REGISTRY);
  return kept && isRegistryHost(kept) ? kept : FIRST_REGISTRY;
}

/** Remembers a registry's host, and nothing of what was pushed there. */
export function rememberRegistry(host: string): void {
  writeSetting(LAST_REGISTRY, host);
}

/** Where a chart goes below `path`, a registry and perhaps a path in it: Helm's own rule. */
export function suggestReference(path: string, { name, version }: ChartMetadata): string {
  const base = path
    .trim()
    .replace(/^oci:\/\//, '')
    .replace(/\/+$/, '');
  return `${base}/${name}:${tagOf(version)}`;
}

/** What is typed as the place of a push; without a tag it is the chart's version, as in Helm. */
export function pushReference(text: string, version: string): Reference & { tag: string } {
  const { digest, ...reference } = parseReference(text);
  if (digest) throw new ChartroomError('reference.invalid', { reference: text, reason: 'no-tag' });
  return { ...reference, tag: reference.tag ?? tagOf(version) };
}

/** The registry in a reference that may still be being typed. */
export function registryIn(text: string): string {
  return /^\s*(?:oci:\/\/)?([^/\s]+)/.exec(text)?.[1]?.toLowerCase() ?? '';
}
