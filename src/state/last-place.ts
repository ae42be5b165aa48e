import { pathAbove } from '../core/actions/push-reference.ts';
import { isRegistryHost, type Reference } from '../core/oci/reference.ts';
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
export function rememberPlace(reference: Reference): void {
  writeSetting(LAST_REGISTRY, reference.registry);
  rememberRegistry(reference.registry);
  lastPath = pathAbove(reference);
}
