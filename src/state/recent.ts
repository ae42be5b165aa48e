import {
  formatReference,
  isRegistryHost,
  parseReference,
  type Reference,
} from '../core/oci/reference.ts';
import { readSetting, writeSetting } from '../platform/settings.ts';
import { forgetTags } from './recent-tags.ts';

const REGISTRIES = 'registries';
const REFERENCES = 'references';
const MOST_REGISTRIES = 12;
const MOST_REFERENCES = 40;

/** The hosts of registries used lately, the last one first. */
export function recentRegistries(): string[] {
  return wordsIn(REGISTRIES).filter(isRegistryHost);
}

/** The repositories and references used lately, the last one first. */
export function recentReferences(): string[] {
  return wordsIn(REFERENCES).filter(isReference);
}

/** Remembers that a registry was used, also for later visits. */
export function rememberRegistry(host: string): void {
  remember(REGISTRIES, host, MOST_REGISTRIES);
}

/**
 * Remembers a repository, or a reference in it, and its registry; a digest is left out, since nobody
 * types one.
 */
export function rememberReference({ registry, repository, tag }: Reference): void {
  rememberRegistry(registry);
  remember(REFERENCES, formatReference({ registry, repository, tag }), MOST_REFERENCES);
}

/** Forgets a reference, a repository with its references, or a registry or path with all below it. */
export function forget(text: string): void {
  // After a host, `:` stands before a port: that is another registry.
  const ends = text.includes('/') ? ['/', ':'] : ['/'];
  const isIn = (known: string) =>
    known === text || ends.some((end) => known.startsWith(text + end));
  for (const key of [REGISTRIES, REFERENCES]) {
    writeSetting(
      key,
      wordsIn(key)
        .filter((known) => !isIn(known))
        .join(' '),
    );
  }
  forgetTags(isIn);
}

function remember(key: string, text: string, most: number): void {
  const others = wordsIn(key).filter((known) => known !== text);
  writeSetting(key, [text, ...others].slice(0, most).join(' '));
}

function wordsIn(key: string): string[] {
  return (readSetting(key) ?? '').split(' ').filter(Boolean);
}

/** Anything may be stored there. */
function isReference(text: string): boolean {
  try {
    parseReference(text);
    return true;
  } catch {
    return false;
  }
}
