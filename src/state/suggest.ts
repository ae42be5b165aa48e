import type { ChartMetadata } from '../core/chart/metadata.ts';
import { ChartroomError } from '../core/errors.ts';
import { isRegistryHost, parseReference, tagOf, type Reference } from '../core/oci/reference.ts';
import { readSetting, writeSetting } from '../platform/settings.ts';
import { rememberRegistry } from './recent.ts';

const LAST_REGISTRY = 'registry';
const FIRST_REGISTRY = 'localhost:5000';

/** Registry and path pushed to last in this visit; a path may tell of what nobody should know. */
let lastPath: string | undefined;

/** Where the next push likely goes: where the last one went. */
export function lastPlace(): string {
  const kept = readSetting(LAST_REGISTRY);
  return lastPath ?? (kept && isRegistryHost(kept) ? kept : FIRST_REGISTRY);
}

/** Remembers where a push went: beyond this visit nothing but the registry's host. */
export function rememberPlace({ registry, repository }: Reference): void {
  writeSetting(LAST_REGISTRY, registry);
  rememberRegistry(registry);
  lastPath = [registry, ...repository.split('/').slice(0, -1)].join('/');
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
