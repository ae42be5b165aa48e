/** What a list of changes, version by version, says of itself, and the list as Markdown. */
import type { Change } from '../core/chart/artifact-hub.ts';

/** The changes of versions for a CHANGELOG.md: a heading for each version, a line for each change. */
export function changelogMarkdown(
  versions: readonly {
    version: string;
    changes: readonly Change[];
    containsSecurityUpdates?: boolean | undefined;
  }[],
): string {
  return versions
    .map(({ version, changes, containsSecurityUpdates }) => {
      const heading = `## ${version}${containsSecurityUpdates ? ' (security updates)' : ''}`;
      return [heading, '', ...changes.map(changeLine), ''].join('\n');
    })
    .join('\n');
}

function changeLine({ kind, description, links }: Change): string {
  const what = kind ? `**${kind[0]?.toUpperCase()}${kind.slice(1)}:** ` : '';
  const where = links.map(({ name, url }) => ` [${name}](${url})`).join('');
  return `- ${what}${description.replace(/\s+/g, ' ').trim()}${where}`;
}

/** Of so many versions that were read, how many say nothing of what they change. */
export function silentVersions(silent: number, read: number): string {
  if (read === 0) return 'No tag there is a version.';
  if (read === 1) {
    return silent === 0
      ? 'The version that was read says what it changes.'
      : 'The version that was read says nothing of what it changes.';
  }
  if (silent === 0) return `All ${read} versions that were read say what they change.`;
  if (silent === read) return `None of ${read} versions that were read says what it changes.`;
  return silent === 1
    ? `1 of ${read} versions says nothing of what it changes.`
    : `${silent} of ${read} versions say nothing of what they change.`;
}
