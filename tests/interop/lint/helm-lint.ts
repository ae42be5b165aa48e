import { spawnSync } from 'node:child_process';

/** How many charts one run of helm gets: the command line has an end. */
const BATCH = 200;

/** That of released helms; a Helm 3 that `go install` builds takes another for its default. */
const KUBE_VERSION = 'v1.37.0';

/**
 * The messages of `helm lint` for each folder, in their order: `[ERROR] path: text`, or the bare
 * text where Helm found no chart at all.
 */
export function helmLint(helm: string, folders: readonly string[]): string[][] {
  const results: string[][] = [];
  for (let i = 0; i < folders.length; i += BATCH)
    results.push(...lintSome(helm, folders.slice(i, i + BATCH)));
  return results;
}

function lintSome(helm: string, folders: readonly string[]): string[][] {
  const { stdout } = spawnSync(helm, ['lint', '--kube-version', KUBE_VERSION, ...folders], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    // Nothing is fetched, and no settings of the user's have a part in it.
    env: { PATH: process.env['PATH'] ?? '', HELM_DEBUG: 'false', HOME: '/nonexistent' },
  });
  const parts = stdout.split(/^==> Linting (.*)\n/m).slice(1);
  const messages = new Map<string, string[]>();
  for (let i = 0; i < parts.length; i += 2)
    messages.set(parts[i] as string, messagesOf(parts[i + 1] as string));
  return folders.map((folder) => {
    const found = messages.get(folder);
    if (!found) throw new Error(`helm lint says nothing of ${folder}: ${stdout.slice(0, 1000)}`);
    return found;
  });
}

/** A message goes on until the next one begins. */
function messagesOf(text: string): string[] {
  return text
    .split(/^(?=\[(?:INFO|WARNING|ERROR)\] |Error )/m)
    .map((message) => message.replace(/^Error /, '').trim())
    .filter((message) => message !== '' && !/^\d+ chart\(s\) linted/.test(message));
}
