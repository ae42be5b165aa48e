/** What the page offers for `--set` and for a file of values, given to `helm template`. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { outlineOf, pathOf } from '../../src/core/values/outline.ts';
import { setOption } from '../../src/core/values/set.ts';
import { snippetOf } from '../../src/core/values/snippet.ts';
import { parseYaml } from '../../src/core/yaml/parse.ts';
import { writeFiles } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';

const VALUES = `plain: text
empty: ""
number: 3
fraction: 1.5
zeros: "007"
likeNumber: "12"
likeTruth: "true"
truth: false
nothing: "null"
commas: a,b=c
braces: "{a,b}"
backslash: 'a\\b'
quotes: it's "so"
lines: |
  one
    two
spaces: " both "
signs: "€ ü 日本"
dotted.key: 1
"with[bracket": x
"with,comma=and=equals": y
deep:
  # Kept.
  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: /
  list:
    - name: a
      # Of b.
      ports: [80, 443]
    - name: b
  flow: {inner: 1, other: two}
  empty: {}
  none: []
`;
const keys = outlineOf(parseYaml(VALUES, 'values.yaml'), VALUES.split('\n'));
/** What can be given to helm at once; parts of lists can't, since helm replaces these as a whole. */
const GROUPS = grouped();
const folder = mkdtempSync(join(tmpdir(), 'chartroom-set-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const chart = writeFiles(join(folder, 'chart'), {
  'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
  'templates/values.yaml': 'values: {{ toJson .Values }}\n',
});

describe.each([['helm3'], ['helm4']] as const)('%s', (name) => {
  const helm = findPeer(name);
  const byHelm = (options: readonly string[]): unknown => {
    const command = `"$0" template r ${chart} ${options.join(' ')}`;
    const stdout = execFileSync('sh', ['-c', command, String(helm)], { encoding: 'utf8' });
    return JSON.parse(/^values: (.*)$/m.exec(stdout)?.[1] ?? '');
  };

  test.skipIf(!helm)('reads each value from its option', () => {
    for (const group of GROUPS) {
      const values = byHelm(group.map((index) => String(optionOf(index))));
      for (const index of group) {
        expect(valueAt(values, pathOf(keys, index)), optionOf(index)).toEqual(valueOf(index));
      }
    }
  });

  test.skipIf(!helm)('reads each value from its lines for a file', () => {
    for (const group of GROUPS) {
      const options = group.map((index) => {
        const file = join(folder, `${name}-${index}.yaml`);
        writeFileSync(file, String(snippetOf(keys, index, VALUES.split('\n'))));
        return `-f ${file}`;
      });
      const values = byHelm(options);
      for (const index of group) {
        // The entry of a list comes alone.
        const path = pathOf(keys, index).map((step) => (typeof step === 'number' ? 0 : step));
        const snippet = snippetOf(keys, index, VALUES.split('\n'));
        expect(valueAt(values, path), snippet).toEqual(valueOf(index));
      }
    }
  });
});

function grouped(): number[][] {
  const together: number[] = [];
  const alone: number[] = [];
  keys.forEach(({ isBranch, value }, i) => {
    if (value === undefined) return;
    const isPart = isBranch || pathOf(keys, i).some((step) => typeof step === 'number');
    (isPart ? alone : together).push(i);
  });
  return [together, ...alone.map((index) => [index])];
}

function valueOf(index: number): unknown {
  return JSON.parse(keys[index]?.value ?? '');
}

function optionOf(index: number): string | undefined {
  return setOption(pathOf(keys, index), valueOf(index));
}

function valueAt(values: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((at, step) => (at as Record<string, unknown>)[step], values);
}
