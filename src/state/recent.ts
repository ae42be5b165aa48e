import { isRegistryHost } from '../core/oci/reference.ts';
import { readSetting, writeSetting } from '../platform/settings.ts';

const KEY = 'registries';
const MOST = 12;

/** The hosts of registries used lately, the last one first. */
export function recentRegistries(): string[] {
  return (readSetting(KEY) ?? '').split(' ').filter(isRegistryHost);
}

/** Remembers that a registry was used: only its host, not what was done there. */
export function rememberRegistry(host: string): void {
  const others = recentRegistries().filter((known) => known !== host);
  writeSetting(KEY, [host, ...others].slice(0, MOST).join(' '));
}
