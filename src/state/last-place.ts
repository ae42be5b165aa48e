import { pathAbove } from '../core/actions/push-reference.ts';
import { isRegistryHost, type Reference } from '../core/oci/reference.ts';
import { readSetting, writeSetting } from '../platform/settings.ts';
import { rememberReference } from './recent.ts';

const LAST_REGISTRY = 'registry';
const FIRST_REGISTRY = 'localhost:5000';

/** The registry and path of the last push in this visit. */
let lastPath: string | undefined;

/** The likely destination of the next push: that of the last one. */
export function lastPlace(): string {
  const kept = readSetting(LAST_REGISTRY);
  return lastPath ?? (kept && isRegistryHost(kept) ? kept : FIRST_REGISTRY);
}

/** Remembers the destination of a push, to be offered again. */
export function rememberPlace(reference: Reference): void {
  writeSetting(LAST_REGISTRY, reference.registry);
  rememberReference(reference);
  lastPath = pathAbove(reference);
}
