/** Files of a chart that Helm can't read, or reads in ways of its own. */
import fc from 'fast-check';
import type { Files } from '../../support/lint-cases/index.ts';

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

/** Files, or mostly none: `weight` to one. */
export const maybe = (weight: number, files: fc.Arbitrary<Files>): fc.Arbitrary<Files> =>
  fc.oneof({ weight, arbitrary: fc.constant<Files>({}) }, { weight: 1, arbitrary: files });

const inFile = (path: string, ...contents: Files[string][]): fc.Arbitrary<Files> =>
  oneOf(...contents).map((content) => ({ [path]: content }));

/** Text in UTF-16 with a byte order mark, in the order that Windows uses or in the other. */
function utf16(text: string, isBigEndian = false): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return new Uint8Array(isBigEndian ? bytes.swap16() : bytes);
}

/** Schemas for the values `n`, `global` and `m`, some of which the metaschema refuses. */
const SCHEMAS = [
  ...['{"properties": {"n": {"type": "integer"}}}', '{"required": ["n"]}'],
  '{"properties": {"global": {"properties": {"n": {"type": "integer"}}}}}',
  '{"properties": {"m": {"properties": {"n": {"minimum": 1}}}}, "type": "object"}',
  '{"properties": {"n": {"minimum": 1}, "global": {"required": ["n"]}}, "required": ["n"]}',
  ...['{"maxProperties": 1}', '{"additionalProperties": false}', 'false', 'true', '{}'],
  ...['{"required": true}', '{"properties": {"n": {"items": [true]}}}', '{"description": 5}'],
  ...['{"allOf": []}', '{"properties": {"n": {"minLength": -1}}}', '{"enum": [1, 1]}'],
  ...['{"required": ["n", "n"]}', 'null', '"text"', '1', '[]', '{"type": "number or so"}'],
  ...['{"$ref": "#/definitions/gone"}', '{"pattern": "("}', '{"$schema": "x y"}', '{"$id": 1}'],
  '{"$schema": "http://json-schema.org/draft-04/schema#", "required": []}',
  '{"$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": 1}]}',
  ...['{', '', '\ufeff{"required": ["n"]}', '{"a": 1} {', '{"type": "object",}'],
];

export const schemaOf: fc.Arbitrary<Files> = inFile('values.schema.json', ...SCHEMAS);

const CRD = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n';
const LOCK = 'dependencies: []\ndigest: sha256:a\n';

/** One file of a chart of this name, with something wrong or unusual in it. */
export function brokenFiles(name: string): fc.Arbitrary<Files> {
  const head = `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`;
  return fc.oneof(
    inFile(
      'Chart.yaml',
      ...['name: [', '', '- a', undefined, utf16(head), `\ufeff${head}`, `${head}type: app\n`],
      ...[`${head}home: [a]\n`, `${head}keywords: a\n`, `${head}maintainers: {a: b}\n`],
      ...[`${head}annotations: {a: [1]}\n`, `${head}deprecated: "yes"\n`, `${head}sources: [{}]\n`],
      ...[head.replace('1.0.0', '1.0'), head.replace('1.0.0', 'x'), head.replace(name, '""')],
      ...[`${head}maintainers: [null]\n`, `${head}dependencies: [null]\n`, `${head}icon: 1\n`],
      ...[`${head}dependencies: {}\n`, `${head}unknown: 1\n`, `${head}home: a\nhome: b\n`],
    ),
    inFile(
      'values.yaml',
      ...[undefined, 'a: [', '- a\n', 'x', 'a: {{ b }}\n', '# nothing\n', '---\nn: 1\n---\nn: x\n'],
      ...[utf16('n: 1\n'), utf16('n: x\n', true), '\ufeffn: x\n', 'n: 1\n---\n- a\n', 'n: .inf\n'],
      ...['%YAML 1.1\n---\nn: x\n', '--- {n: x}\n', 'n: 1\nn: 2\n', '1: a\n', 'null', '...\n'],
    ),
    inFile(
      'Chart.lock',
      ...[LOCK, 'digest: [', 'dependencies: {}\n', '', `${LOCK}generated: "2024-01-01"\n`],
      ...[`${LOCK}generated: "2024-01-01T00:00:00Z"\n`, 'dependencies: [null]\n', '- a\n'],
      utf16(LOCK),
    ),
    inFile('requirements.lock', LOCK, 'digest: [', `${LOCK}generated: 1\n`),
    inFile(
      'requirements.yaml',
      ...[
        'dependencies: []\n',
        'dependencies: [',
        'dependencies: {}\n',
        'dependencies: [{a: 1}]\n',
      ],
      ...[
        '',
        '- a\n',
        'dependencies:\n- {name: deep, version: 1.x, repository: ""}\n',
        'name: [1]\n',
      ],
    ),
    inFile(
      'crds/a.yaml',
      ...[CRD, `${CRD}---\n${CRD}`, `${CRD}metadata: x\n`, `${CRD}spec: [\n`, `${CRD}--- {}\n`],
      ...['apiVersion: v1\nkind: Pod\n', 'a: {{ b }}\n', '', utf16(CRD), `\ufeff${CRD}`],
    ),
    inFile('charts/README.md', ''),
    inFile('charts/x.tgz', '', 'no archive', new Uint8Array([0x1f, 0x8b])),
    inFile('charts/_x/Chart.yaml', 'a: ['),
    inFile('charts/empty/values.yaml', 'n: 1\n'),
    inFile('.helmignore', '!x\n', '[\n', 'Chart.yaml\n'),
    inFile('templates/a.json', '{}'),
    inFile('README.md', new Uint8Array([0xff, 0xfe, 0])),
  );
}
