import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { renderCommand } from './render-command.ts';

const NOTHING = {
  ...{ values: '', file: '', set: [], name: 'r', namespace: '', kube: '', apis: [], crds: false },
};

test('a command says what is wished, and no more', () => {
  expect(renderCommand('template', './a-1.0.0.tgz', NOTHING)).toBe('helm template r ./a-1.0.0.tgz');
  const all = {
    ...NOTHING,
    ...{ namespace: 'n', kube: '1.34', apis: ['a/v1'], crds: true, file: 'ci/x-values.yaml' },
  };
  expect(renderCommand('template', 'c', all).replaceAll(' \\\n ', '')).toBe(
    'helm template r c --namespace n --kube-version 1.34 --api-versions a/v1 --include-crds --values ci/x-values.yaml',
  );
  expect(renderCommand('install', 'c', all).replaceAll(' \\\n ', '')).toBe(
    'helm install r c --namespace n --create-namespace --values ci/x-values.yaml',
  );
});

test('a shell reads the values and what is set as they were typed', () => {
  const values = 'a: $HOME `x` \\ "q"\nVALUES\n';
  const command = renderCommand('template', 'c', { ...NOTHING, values, set: ["k=it's $1"] });
  const script = `helm() { printf '[%s]' "$@"; cat; }\n${command}`;
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(
    `[template][r][c][--values][-][--set][k=it's $1]${values}`,
  );
});
