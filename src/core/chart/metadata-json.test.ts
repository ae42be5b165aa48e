import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { configJson, helm2MetaJson } from './metadata-json.ts';

test("the config of Helm's own signtest chart, by its digest", () => {
  const json = configJson({
    apiVersion: 'v1',
    description: 'A Helm chart for Kubernetes',
    name: 'signtest',
    version: '0.1.0',
  });
  expect(json).toHaveLength(99);
  expect(sha256(json)).toBe('8d17cb6bf6ccd8c29aace9a658495cbd5e2e87fc267876e86117c7db681c9580');
});

test('every field in the order of the struct, maps sorted', () => {
  const json = configJson({
    type: 'library',
    dependencies: [
      {
        alias: 'a',
        'import-values': ['data', { parent: 'p', child: 'c' }, 1e21],
        enabled: true,
        tags: ['t'],
        condition: 'c.enabled',
        repository: '',
        version: '1',
        name: '',
      },
    ],
    kubeVersion: '>=1.20',
    annotations: { b: '<', '10': '', '2': 'x' },
    deprecated: true,
    appVersion: '1',
    tags: 'x',
    condition: 'c',
    apiVersion: 'v2',
    icon: 'i',
    maintainers: [{ url: 'u', email: 'e', name: 'n' }, {}],
    keywords: ['k'],
    description: 'd',
    version: '1.0.0',
    sources: ['s'],
    home: 'h',
    name: 'n',
  });
  expect(json).toBe(
    '{"name":"n","home":"h","sources":["s"],"version":"1.0.0","description":"d","keywords":["k"],' +
      '"maintainers":[{"name":"n","email":"e","url":"u"},{}],"icon":"i","apiVersion":"v2",' +
      '"condition":"c","tags":"x","appVersion":"1","deprecated":true,' +
      '"annotations":{"10":"","2":"x","b":"\\u003c"},"kubeVersion":"\\u003e=1.20",' +
      '"dependencies":[{"name":"","version":"1","repository":"","condition":"c.enabled",' +
      '"tags":["t"],"enabled":true,"import-values":["data",{"child":"c","parent":"p"},1e+21],' +
      '"alias":"a"}],"type":"library"}',
  );
});

test('empty fields are left out', () => {
  const json = configJson({
    name: 'n',
    version: '1.0.0',
    apiVersion: 'v1',
    description: '',
    sources: [],
    maintainers: [],
    annotations: {},
    dependencies: [],
    deprecated: false,
  });
  expect(json).toBe('{"name":"n","version":"1.0.0","apiVersion":"v1"}');
});

test('the meta layer of the seed document, by its digest', () => {
  const json = helm2MetaJson({
    apiVersion: 'v1',
    appVersion: '1.1.0',
    description: 'This is my chart... that is all',
    home: 'https://hub.helm.sh',
    icon: 'https://hub.helm.sh/assets/images/placeholder.png',
    keywords: ['mychart', 'itismine'],
    name: 'mychart',
    version: '2.7.1',
  });
  expect(json).toHaveLength(210);
  expect(sha256(json)).toBe('c356ec641a696eb5f3320bed9e8ceeb505fcc84b7ee072a85a8098fc362e13b7');
});

test('the meta layer has fields that Helm 2 didn’t know at its end', () => {
  const json = helm2MetaJson({
    name: 'n',
    version: '1.0.0',
    apiVersion: 'v2',
    type: 'application',
    kubeVersion: '*',
    dependencies: [{ name: 'd', repository: '' }],
  });
  expect(json).toBe(
    '{"apiVersion":"v2","kubeVersion":"*","type":"application",' +
      '"dependencies":[{"name":"d","repository":""}]}',
  );
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
