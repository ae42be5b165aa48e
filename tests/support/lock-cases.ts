import { createHash } from 'node:crypto';

/** The files of a chart, by path. */
export type Files = Record<string, string>;
/**
 * What `helm dependency build` does with a lock: it makes one, goes by it, or refuses it as out of
 * sync.
 */
export type Verdict = 'none' | 'in-step' | 'outdated';

const chart = (apiVersion: string, more = '') =>
  `${apiVersion && `apiVersion: ${apiVersion}\n`}name: app\nversion: 1.0.0\n${more}`;
const lamp = (more = '') => `{name: lamp, version: 1.x, repository: 'file://../lamp'${more}}`;
const declared = (...list: string[]) => `dependencies: [${list.join(', ')}]\n`;

/** The same dependencies as Go writes them into what the digest is taken of. */
const LAMP = '{"name":"lamp","version":"1.x","repository":"file://../lamp"}';
const LOCKED = '{"name":"lamp","version":"1.2.0","repository":"file://../lamp"}';
const OTHER = '{"name":"other","version":"1.2.0","repository":"file://../other"}';

const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
/** By Helm 3 and 4: of what is declared and what is locked. */
const digest = (required: string, locked: string) => sha256(`[${required},${locked}]`);
/** By Helm 2: of what is declared alone. */
const helm2Digest = (required: string) => sha256(`{"dependencies":${required}}`);

/** A lock; what is locked is JSON, which is YAML too. */
const lock = (of: string, locked: string) =>
  `dependencies: ${locked}\ndigest: ${of}\ngenerated: "2024-01-01T00:00:00Z"\n`;

const RIGHT = lock(digest(`[${LAMP}]`, `[${LOCKED}]`), `[${LOCKED}]`);
const WRONG = lock(digest('null', 'null'), `[${LOCKED}]`);
const HELM_2 = lock(helm2Digest(`[${LAMP}]`), `[${LOCKED}]`);
const V2 = { 'Chart.yaml': chart('v2', declared(lamp())) };
const V1 = { 'Chart.yaml': chart('v1'), 'requirements.yaml': declared(lamp()) };

export interface LockCase {
  name: string;
  verdict: Verdict;
  files: Files;
}

/** Locks, each with what helm 3.22 and 4.3 both make of it. */
export const LOCK_CASES: LockCase[] = [
  { name: 'helm’s digest', verdict: 'in-step', files: { ...V2, 'Chart.lock': RIGHT } },
  { name: 'helm’s digest, v1', verdict: 'in-step', files: { ...V1, 'requirements.lock': RIGHT } },
  {
    name: 'helm’s digest, v1, in a Chart.lock',
    verdict: 'in-step',
    files: { ...V1, 'Chart.lock': RIGHT },
  },
  { name: 'another digest', verdict: 'outdated', files: { ...V2, 'Chart.lock': WRONG } },
  { name: 'another digest, v1', verdict: 'outdated', files: { ...V1, 'requirements.lock': WRONG } },
  {
    name: 'a range that changed',
    verdict: 'outdated',
    files: {
      'Chart.yaml': chart('v2', declared(lamp()).replace('1.x', '1.1.x')),
      'Chart.lock': RIGHT,
    },
  },
  {
    name: 'a locked version that changed',
    verdict: 'outdated',
    files: { ...V2, 'Chart.lock': RIGHT.replace('1.2.0', '1.2.1') },
  },
  {
    name: 'no digest',
    verdict: 'outdated',
    files: { ...V2, 'Chart.lock': `dependencies: [${LOCKED}]\n` },
  },

  {
    name: 'fewer locked than declared',
    verdict: 'in-step',
    files: {
      ...V2,
      'Chart.lock': lock(digest(`[${LAMP}]`, '[]'), '[]'),
    },
  },
  {
    name: 'nothing locked at all',
    verdict: 'in-step',
    files: { ...V2, 'Chart.lock': lock(digest(`[${LAMP}]`, 'null'), 'null') },
  },
  {
    name: 'more locked than declared',
    verdict: 'in-step',
    files: {
      ...V2,
      'Chart.lock': lock(digest(`[${LAMP}]`, `[${LOCKED},${OTHER}]`), `[${LOCKED},${OTHER}]`),
    },
  },
  {
    name: 'by Helm 2, fewer locked than declared',
    verdict: 'in-step',
    files: {
      ...V1,
      'requirements.lock': lock(helm2Digest(`[${LAMP}]`), '[]'),
    },
  },
  {
    name: 'by Helm 2, another one locked than is declared',
    verdict: 'in-step',
    files: {
      ...V1,
      'requirements.lock': lock(helm2Digest(`[${LAMP}]`), `[${OTHER}]`),
    },
  },

  { name: 'by Helm 2, v1', verdict: 'in-step', files: { ...V1, 'requirements.lock': HELM_2 } },
  {
    name: 'by Helm 2, v1, in a Chart.lock',
    verdict: 'in-step',
    files: { ...V1, 'Chart.lock': HELM_2 },
  },
  {
    name: 'by Helm 2, v1, declared in Chart.yaml',
    verdict: 'in-step',
    files: {
      'Chart.yaml': chart('v1', declared(lamp())),
      'requirements.lock': HELM_2,
    },
  },
  {
    name: 'by Helm 2, without apiVersion',
    verdict: 'in-step',
    files: {
      ...V1,
      'Chart.yaml': chart(''),
      'requirements.lock': HELM_2,
    },
  },
  { name: 'by Helm 2, v2', verdict: 'outdated', files: { ...V2, 'Chart.lock': HELM_2 } },
  {
    name: 'by Helm 2, v2 with requirements',
    verdict: 'outdated',
    files: {
      ...V1,
      'Chart.yaml': chart('v2'),
      'requirements.lock': HELM_2,
    },
  },
  {
    name: 'by Helm 2, v3',
    verdict: 'outdated',
    files: { 'Chart.yaml': chart('v3', declared(lamp())), 'Chart.lock': HELM_2 },
  },

  {
    name: 'nothing declared',
    verdict: 'in-step',
    files: { 'Chart.yaml': chart('v2'), 'Chart.lock': lock(digest('null', '[]'), '[]') },
  },
  {
    name: 'an empty list declared',
    verdict: 'in-step',
    files: {
      'Chart.yaml': chart('v2', declared()),
      'Chart.lock': lock(digest('[]', '[]'), '[]'),
    },
  },
  {
    name: 'an empty list declared, and a lock of nothing declared',
    verdict: 'outdated',
    files: {
      'Chart.yaml': chart('v2', declared()),
      'Chart.lock': lock(digest('null', '[]'), '[]'),
    },
  },
  {
    name: 'null declared',
    verdict: 'in-step',
    files: {
      'Chart.yaml': chart('v2', 'dependencies: ~\n'),
      'Chart.lock': lock(digest('null', '[]'), '[]'),
    },
  },
  {
    name: 'an empty list in requirements.yaml',
    verdict: 'in-step',
    files: {
      'Chart.yaml': chart('v1'),
      'requirements.yaml': declared(),
      'requirements.lock': lock(helm2Digest('[]'), '[]'),
    },
  },

  { name: 'a lock of no bytes', verdict: 'none', files: { ...V2, 'Chart.lock': '' } },
  { name: 'a lock of comments', verdict: 'none', files: { ...V2, 'Chart.lock': '# nothing\n' } },
  { name: 'a lock that is null', verdict: 'none', files: { ...V2, 'Chart.lock': '~\n' } },
  { name: 'a lock without fields', verdict: 'outdated', files: { ...V2, 'Chart.lock': '{}\n' } },
  { name: 'no lock', verdict: 'none', files: V2 },

  {
    name: 'two locks, the later one right',
    verdict: 'in-step',
    files: { ...V2, 'Chart.lock': WRONG, 'requirements.lock': RIGHT },
  },
  {
    name: 'two locks, the later one wrong',
    verdict: 'outdated',
    files: { ...V2, 'Chart.lock': RIGHT, 'requirements.lock': WRONG },
  },
  {
    name: 'two locks, the later one empty',
    verdict: 'none',
    files: { ...V2, 'Chart.lock': RIGHT, 'requirements.lock': '' },
  },

  {
    name: 'characters that helm drops',
    verdict: 'in-step',
    files: {
      'Chart.yaml': chart('v2', declared(lamp(', condition: "a\\u200b.b\\u00a0c"'))),
      'Chart.lock': lock(
        digest(`[${LAMP.replace('}', ',"condition":"a.b c"}')}]`, `[${LOCKED}]`),
        `[${LOCKED}]`,
      ),
    },
  },
  {
    name: 'values to import',
    verdict: 'in-step',
    files: {
      'Chart.yaml': chart('v2', declared(lamp(', import-values: [data, {child: 1.50, a: "<b>"}]'))),
      'Chart.lock': lock(
        digest(
          `[${LAMP.replace('}', ',"import-values":["data",{"a":"\\u003cb\\u003e","child":1.5}]}')}]`,
          `[${LOCKED}]`,
        ),
        `[${LOCKED}]`,
      ),
    },
  },

  {
    name: 'a repository by alias',
    verdict: 'in-step',
    files: {
      'Chart.yaml': chart('v2', declared(lamp()).replace('file://../lamp', '@lamps')),
      'Chart.lock': RIGHT,
    },
  },
  {
    name: 'a repository by the long form of an alias',
    verdict: 'in-step',
    files: {
      'Chart.yaml': chart('v2', declared(lamp()).replace('file://../lamp', 'alias:lamps')),
      'Chart.lock': RIGHT,
    },
  },
  {
    name: 'a repository by alias, and another range',
    verdict: 'outdated',
    files: {
      'Chart.yaml': chart(
        'v2',
        declared(lamp()).replace('file://../lamp', '@lamps').replace('1.x', '1.2.x'),
      ),
      'Chart.lock': RIGHT,
    },
  },
  {
    name: 'by Helm 2, a repository by alias',
    verdict: 'in-step',
    files: {
      ...V1,
      'requirements.yaml': declared(lamp()).replace('file://../lamp', '@lamps'),
      'requirements.lock': lock(
        helm2Digest(`[${LAMP}]`.replace('file://../lamp', '@lamps')),
        `[${LOCKED}]`,
      ),
    },
  },
];
