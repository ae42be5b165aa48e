import type { HelmMajor } from '../loaded.ts';

/** Go's `unicode.IsSpace`. */
const SPACE = '[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING = new RegExp(`^${SPACE}+`);
const ALL_SPACE = new RegExp(`^${SPACE}*$`);
const TRAILING = new RegExp(`${SPACE}+$`);

/** Go's `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  return trimStart(text).replace(TRAILING, '');
}

function trimStart(text: string): string {
  return text.replace(LEADING, '');
}

export function isBlank(text: string): boolean {
  return ALL_SPACE.test(text);
}

/**
 * The documents of what a template wrote, without those that are blank (helm
 * `pkg/release/v1/util/manifest.go`, SplitManifests). Helm 3 trims them at both ends.
 */
export function splitManifests(text: string, helm: HelmMajor): string[] {
  if (helm === 4)
    return trimStart(text)
      .split(/^---[ \t]*/m)
      .filter((document) => !isBlank(document))
      .map(trimStart);
  return trimSpace(text)
    .split(/(?:^|[\t\n\f\r ]*\n)---[\t\n\f\r ]*/)
    .filter((document) => document !== '')
    .map(trimSpace);
}
