import { expect, test } from 'vitest';
import { compareObjects, type ObjectText } from './objects.ts';
import { runImages } from './run-images.ts';

function object(kind: string, name: string, rest: string, apiVersion = 'v1'): ObjectText {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${rest}`;
  return { apiVersion, kind, name, namespace: '', path: 'c/templates/a.yaml', text };
}

const pod = (containers: string) =>
  `spec:\n  template:\n    spec:\n      containers:\n${containers}`;

test('objects are matched by kind and name, fields by key, entries of lists by name', () => {
  const before = [
    object(
      'Deployment',
      'web',
      pod('      - {name: a, image: a:1, args: [x]}\n      - {name: b, image: b:1}\n'),
      'apps/v1beta1',
    ),
    object('Service', 'web', 'spec: {ports: [80]}\n'),
    object('ConfigMap', 'gone', ''),
    object('ConfigMap', 'same', '# before\n'),
  ];
  const after = [
    object(
      'Deployment',
      'web',
      pod('      - {name: c, image: c:1}\n      - {name: a, image: a:2, args: [x, z]}\n'),
      'apps/v1',
    ),
    object('Service', 'web', 'spec: {ports: [80]}\n'),
    object('ConfigMap', 'fresh', ''),
    object('ConfigMap', 'same', '# now\n'),
  ];
  const { changes, same } = compareObjects(before, after);
  expect(same).toBe(2);
  const told = changes.map(({ kind, name, state, fields }) => ({ kind, name, state, fields }));
  expect(told).toEqual([
    {
      ...{ kind: 'Deployment', name: 'web', state: 'changed' },
      fields: [
        { path: 'apiVersion', state: 'changed', before: '"apps/v1beta1"', after: '"apps/v1"' },
        {
          path: 'spec.template.spec.containers.a.image',
          ...{ state: 'changed', before: '"a:1"', after: '"a:2"' },
        },
        { path: 'spec.template.spec.containers.a.args[1]', state: 'added', after: '"z"' },
        {
          path: 'spec.template.spec.containers.b',
          ...{ state: 'removed', before: '{"name":"b","image":"b:1"}' },
        },
        {
          path: 'spec.template.spec.containers.c',
          ...{ state: 'added', after: '{"name":"c","image":"c:1"}' },
        },
      ],
    },
    { kind: 'ConfigMap', name: 'fresh', state: 'added', fields: [] },
    { kind: 'ConfigMap', name: 'gone', state: 'removed', fields: [] },
  ]);
});

test('what is in a Secret isn’t told, only that it differs', () => {
  const { changes } = compareObjects(
    [object('Secret', 's', 'type: a\ndata: {key: b2xk}\n')],
    [object('Secret', 's', 'type: b\ndata: {key: bmV3}\nstringData: {more: x}\n')],
  );
  expect(changes[0]?.fields).toEqual([
    { path: 'type', state: 'changed', before: '"a"', after: '"b"' },
    { path: 'data.key', state: 'changed' },
    { path: 'stringData', state: 'added' },
  ]);
});

test('images are those of containers of every sort, volumes and custom resources, each once', () => {
  const images = runImages([
    object(
      'CronJob',
      'night',
      'spec: {jobTemplate: {spec: {template: {spec: {initContainers: [{image: a:1}], containers: [{image: "b@sha256:1"}], ephemeralContainers: [{image: a:1}], volumes: [{image: {reference: v:1}}]}}}}}\n',
    ),
    object('Prometheus', 'p', 'spec: {image: a:1, thanos: {image: {repository: t, tag: 2.10}}}\n'),
    object('ConfigMap', 'c', 'data: {image: ""}\n'),
    object('CustomResourceDefinition', 'd', 'spec: {image: {repository: no}}\n'),
    object('Broken', 'b', 'image: [\n'),
  ]);
  expect(images).toEqual([
    { reference: 'a:1', objects: ['CronJob night', 'Prometheus p'] },
    { reference: 'b@sha256:1', objects: ['CronJob night'] },
    { reference: 'v:1', objects: ['CronJob night'] },
    { reference: 't:2.1', objects: ['Prometheus p'] },
  ]);
});
