import { packArchive } from '../../../src/core/chart/archive.ts';
import type { SchemaProblem } from '../../../src/core/schema/problem.ts';
import { chartYamlWith, CLEAN, subchart, type Files, type LintCase } from './case.ts';

const MISMATCH = 'values.schema-mismatch';
const PART_SCHEMA = 'charts/part/values.schema.json';
const REPLICAS = '{"properties": {"replicas": {"type": "integer"}}}';

/** A chart with another in charts/part, which it declares with these fields. */
const withPart = (files: Files, fields = ''): Files => ({
  ...chartYamlWith(`dependencies:\n- {name: part, version: 1.x, repository: ""${fields}}\n`),
  ...subchart('part'),
  ...files,
});

/** The same with the inner chart as an archive. */
async function withArchive(files: Record<string, string>): Promise<Files> {
  const all = { 'Chart.yaml': 'apiVersion: v2\nname: part\nversion: 1.0.0\n', ...files };
  const packed = Object.entries(all).map(([path, text]) => ({
    path,
    bytes: new TextEncoder().encode(text),
  }));
  const archive = await packArchive('part', packed).arrayBuffer();
  return {
    ...chartYamlWith('dependencies:\n- {name: part, version: 1.x, repository: ""}\n'),
    'charts/part-1.0.0.tgz': new Uint8Array(archive),
  };
}

const noInteger = (got: string): SchemaProblem => ({ reason: 'type', got, want: ['integer'] });

/** What is in charts/, checked as the chart's own, with the values that it really gets. */
export const SUBCHART_CASES: LintCase[] = [
  {
    name: 'broken files of a subchart, at any depth',
    files: withPart({
      'charts/part/values.yaml': 'a: 1\nb: @c\n',
      'charts/part/Chart.lock': 'dependencies: {}\n',
      'charts/part/charts/README.md': '',
      'charts/part/charts/deep/Chart.yaml': 'apiVersion: v2\nname: deep\nversion: 1.0.0\n',
      'charts/part/charts/deep/values.yaml': '- a\n',
      'charts/part/crds/a.yaml':
        'apiVersion: v1\nkind: CustomResourceDefinition\nmetadata:\n  name: a\n',
    }),
    found: [
      { code: 'values.unreadable', at: 'charts/part/values.yaml:2' },
      { code: 'lock.unreadable', at: 'charts/part/Chart.lock:1' },
      { code: 'dependency.subchart-unreadable', at: 'charts/part/charts/README.md' },
      { code: 'values.unreadable', at: 'charts/part/charts/deep/values.yaml:1' },
      { code: 'crd.api-version', at: 'charts/part/crds/a.yaml:1', args: { apiVersion: 'v1' } },
    ],
  },
  {
    name: 'broken files of a subchart in an archive',
    files: await withArchive({ 'values.yaml': 'a: @b\n', 'charts/README.md': '' }),
    found: [
      { code: 'values.unreadable', at: 'charts/part-1.0.0.tgz/values.yaml:1' },
      { code: 'dependency.subchart-unreadable', at: 'charts/part-1.0.0.tgz/charts/README.md' },
    ],
  },
  {
    name: 'a subchart’s schema that is no JSON, though the subchart is not enabled',
    files: withPart(
      { 'charts/part/values.schema.json': '{', 'values.yaml': 'part: {enabled: false}\n' },
      ', condition: part.enabled',
    ),
    found: [{ code: 'values.schema-unreadable', at: 'charts/part/values.schema.json' }],
  },
  {
    name: 'a subchart’s schema that the metaschema refuses',
    files: withPart({ 'charts/part/values.schema.json': '{"required": true}' }),
    found: [{ code: 'values.schema-invalid', at: 'charts/part/values.schema.json:1' }],
  },
  {
    name: 'a subchart’s schema with a byte order mark, which Helm’s loader takes away',
    files: withPart({ 'charts/part/values.schema.json': `\ufeff${REPLICAS}` }),
    found: [],
  },
  {
    name: 'a subchart’s own values against its schema',
    files: await withArchive({
      'values.yaml': '# ours\nreplicas: many\n',
      'values.schema.json': REPLICAS,
    }),
    found: [
      {
        code: MISMATCH,
        at: 'charts/part-1.0.0.tgz/values.yaml:2',
        args: {
          at: 'part.replicas',
          problem: noInteger('string'),
          schema: 'charts/part-1.0.0.tgz/values.schema.json',
        },
      },
    ],
  },
  {
    name: 'what a chart sets for a subchart against the subchart’s schema',
    files: withPart({
      'values.yaml': 'part:\n  replicas: many\n',
      'charts/part/values.yaml': 'replicas: 1\n',
      'charts/part/values.schema.json': REPLICAS,
    }),
    found: [
      {
        code: MISMATCH,
        at: 'values.yaml:2',
        args: { at: 'part.replicas', problem: noInteger('string'), schema: PART_SCHEMA },
      },
    ],
  },
  {
    name: 'values that a chart sets right for a subchart whose defaults are wrong',
    files: withPart({
      'values.yaml': 'part:\n  replicas: 1\n',
      'charts/part/values.yaml': 'replicas: many\n',
      'charts/part/values.schema.json': REPLICAS,
    }),
    found: [],
  },
  {
    name: 'global values that a subchart’s schema doesn’t allow',
    files: withPart({
      'values.yaml': 'global:\n  replicas: many\n',
      'charts/part/values.schema.json': `{"properties": {"global": ${REPLICAS}}}`,
    }),
    found: [{ code: MISMATCH, at: 'charts/part/values.yaml' }],
  },
  {
    name: 'a subchart’s schema that doesn’t allow the global that Helm gives it',
    files: withPart({
      'charts/part/values.yaml': 'replicas: 1\n',
      'charts/part/values.schema.json':
        '{"properties": {"replicas": {}}, "additionalProperties": false}',
    }),
    found: [
      {
        code: MISMATCH,
        at: 'charts/part/values.yaml',
        args: {
          at: 'part',
          problem: { reason: 'additionalProperties', properties: ['global'] },
          schema: PART_SCHEMA,
          isGlobal: true,
        },
      },
    ],
  },
  {
    name: 'wrong values of a subchart that is not enabled',
    files: withPart(
      {
        'values.yaml': 'part: {enabled: false, replicas: many}\n',
        'charts/part/values.schema.json': REPLICAS,
      },
      ', condition: part.enabled',
    ),
    found: [],
  },
  {
    name: 'a subchart under an alias',
    files: withPart(
      {
        'values.yaml': 'part: {replicas: many}\nother: {replicas: true}\n',
        'charts/part/values.schema.json': REPLICAS,
      },
      ', alias: other',
    ),
    found: [
      {
        code: MISMATCH,
        at: 'values.yaml:2',
        args: { at: 'other.replicas', problem: noInteger('boolean'), schema: PART_SCHEMA },
      },
    ],
  },
  {
    name: 'a chart’s own schema that doesn’t allow the values of its subcharts',
    files: withPart({
      'values.schema.json': '{"properties": {"replicas": true}, "additionalProperties": false}',
    }),
    found: [{ code: MISMATCH, at: 'values.yaml' }],
  },
  {
    name: 'what is null within a subchart’s values, which Helm 3 keeps',
    files: withPart({
      // Where something is rendered, the lint of both helms sees it.
      'templates/configmap.yaml': undefined,
      'charts/part/values.yaml': 'a:\n  replicas:\n',
      'charts/part/values.schema.json': `{"properties": {"a": ${REPLICAS}}}`,
    }),
    found: [
      {
        code: MISMATCH,
        at: 'charts/part/values.yaml:2',
        args: {
          at: 'part.a.replicas',
          problem: noInteger('null'),
          schema: PART_SCHEMA,
          nulls: 'kept-by-3',
        },
        severity: 'warning',
      },
      { code: 'templates.missing', at: 'templates' },
    ],
  },
  {
    name: 'a value in the place of a subchart’s values that is no map',
    files: withPart({ 'values.yaml': 'replicas: 1\npart: none\n' }),
    found: [
      {
        code: 'values.subchart-no-map',
        at: 'values.yaml:2',
        args: { name: 'part', refused: 'by-both' },
      },
    ],
  },
  {
    name: 'null in the place of a subchart’s values, which Helm 4 takes where the chart declares none',
    files: {
      ...withPart({ 'values.yaml': 'replicas: 1\npart:\n' }),
      'Chart.yaml': CLEAN['Chart.yaml'],
    },
    found: [
      { code: 'dependency.undeclared', at: 'charts/part', args: { name: 'part' } },
      {
        code: 'values.subchart-no-map',
        at: 'values.yaml:2',
        args: { name: 'part', refused: 3 },
        severity: 'warning',
      },
    ],
  },
  {
    name: 'a value in the place of what a library chart’s subchart gets, which stops its dependents',
    files: {
      ...withPart({ 'values.yaml': 'replicas: 1\npart: none\n' }),
      ...chartYamlWith('type: library\ndependencies: [{name: part, version: 1.x}]\n'),
    },
    found: [
      {
        code: 'values.subchart-no-map',
        at: 'values.yaml:2',
        args: { name: 'part', refused: 'dependents' },
        severity: 'warning',
      },
    ],
  },
];
