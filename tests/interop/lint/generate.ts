import fc from 'fast-check';
import { CLEAN, type Files } from '../../support/lint-cases/index.ts';

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const URLS = [
  ...['https://example.com/a', 'http://example.com', 'example.com', 'example.com:80/x', '/a', ''],
  ...['git@github.com:a/b.git', 'oci://r.example/a', 'http://[::1]/', 'http://a b', 'mailto:a@b.c'],
  ...[
    'http://x.y/%zz',
    'www.example.com',
    'a',
    'ftp://1.2.3.4:21',
    'http://é.example/',
    'a@b.example',
  ],
];
const url = oneOf(...URLS).map((text) => JSON.stringify(text));

/** A line of Chart.yaml, or none; what is usual comes more often. */
const line = (key: string, usual: string, ...others: string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(`${key}: ${usual}\n`) },
    { weight: 3, arbitrary: oneOf(...others).map((value) => `${key}: ${value}\n`) },
    fc.constant(''),
  );

const maintainer = fc.oneof(
  { weight: 4, arbitrary: url.map((value) => `{name: a, url: ${value}}`) },
  {
    weight: 4,
    arbitrary: oneOf(
      'a@example.com',
      'a',
      'a@b',
      '"a b"@c.de',
      'é@exämple.de',
      'a@b.c.',
      'A <a@b.c>',
    ).map((value) => `{name: b, email: ${JSON.stringify(value)}}`),
  },
  oneOf('{name: c}', '{email: a@b.c}', 'null', '{}'),
);
const dependency = fc
  .tuple(
    oneOf('a', 'a', 'b', 'c'),
    oneOf('', ', alias: x', ', alias: b', ', alias: "no"', ', alias: "a b"'),
  )
  .map(([name, alias]) => `{name: ${name}, version: 1.x, repository: ""${alias}}`);
const list = (key: string, item: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    fc
      .array(item, { minLength: 1, maxLength: 3 })
      .map((items) => `${key}:\n${items.map((each) => `- ${each}\n`).join('')}`),
  );

const chartYaml = fc
  .tuple(
    line('apiVersion', 'v2', 'v1', 'v3', '2', '""'),
    line('name', 'sample', 'Sample', 'a/b', '..', '.', '"a\\u0007b"', '1', '""'),
    line(
      'version',
      '1.2.3',
      ...[
        '1.2',
        '"1.2"',
        'v1.2.3',
        '1',
        '01.2.3',
        '0.0.0-0',
        '0.0.0-0+b',
        '0.0.0',
        '1.2.3-rc.1',
        'x',
      ],
      ...['true', '1e3', '2020-01-01', '1:30', '[1]', 'null', '"1.2.3 "', '1.2.3-01', '"\\t"'],
    ),
    line('appVersion', '"1.0"', '1.0', 'true', 'null', '2020-01-01', '1.2.3', '0x10', '{}'),
    line('icon', 'https://example.com/i.svg', ...URLS.map((text) => JSON.stringify(text))),
    line('type', 'application', 'library', 'other', '""'),
    list('sources', url),
    list('maintainers', maintainer),
    list('dependencies', dependency),
    fc.oneof(
      { weight: 6, arbitrary: fc.constant('') },
      oneOf(
        'unknown: 1\n',
        'home: a\nhome: b\n',
        'Home: a\n',
        'HOME: a\nhome: b\n',
        'annotations: {a: b, a: c}\n',
      ),
    ),
  )
  .map((lines) => ({ 'Chart.yaml': lines.join('') }));

const maybe = (weight: number, ...others: Files[]): fc.Arbitrary<Files> =>
  fc.oneof({ weight, arbitrary: fc.constant({}) }, oneOf(...others));
const sub = (name: string): Files => ({
  [`charts/${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
});
const CRD = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n';
const SCHEMA = {
  type: 'object',
  required: ['n'],
  properties: { n: { type: 'integer', minimum: 1 } },
};

/** Charts with something wrong here and there. */
export const generatedChart: fc.Arbitrary<Files> = fc
  .tuple(
    chartYaml,
    maybe(
      3,
      { 'values.yaml': undefined },
      ...[
        '',
        'n: 1\n',
        'n: x\n',
        'n: 0\n',
        '# a\n---\nn: 1\n',
        'n: 1\n---\nn: x\n',
        'n: 1\n---\n- a\n',
        'n: 1\n--- b\n',
        '- a\n',
        'n: [\n',
        'n: .inf\n',
        'a: {{ b }}\n',
        '# a\n',
        'x',
      ].map((text) => ({ 'values.yaml': text })),
    ),
    maybe(3, { 'values.schema.json': JSON.stringify(SCHEMA) }, { 'values.schema.json': '{' }),
    maybe(
      3,
      { 'templates/configmap.yaml': undefined },
      { 'templates/configmap.yaml': undefined, templates: 'a' },
      { 'templates/a.json': '{}' },
      { 'templates/LICENSE': '' },
      { 'templates/a.YML': '', 'templates/x.d/b.tpl': '' },
      { 'templates/n.txt': '{{/* .Release.Time */}}' },
      {
        'templates/h.yaml': `${CLEAN['templates/configmap.yaml']}  annotations: {"helm.sh/hook": crd-install}\n`,
      },
    ),
    maybe(
      3,
      sub('a'),
      sub('b'),
      { ...sub('a'), ...sub('c') },
      { 'charts/README.md': '' },
      {
        'charts/.keep': '',
        'charts/_x/y': '',
      },
    ),
    maybe(
      3,
      { crds: '' },
      ...[
        CRD,
        `${CRD}---\n${CRD}`,
        CRD.replace('v1', 'v1beta1'),
        'apiVersion: v1\nkind: Pod\n',
        'a: {{ b }}\n',
      ].map((text) => ({ 'crds/a.yaml': text })),
      { 'crds/b.txt': 'x', 'crds/a.json': '{"kind": "X"}' },
    ),
    maybe(6, { 'Chart.lock': 'dependencies: {}\n' }, { 'Chart.lock': 'digest: a\n' }),
  )
  .map((parts) => Object.assign({}, ...parts) as Files);
