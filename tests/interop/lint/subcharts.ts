/**
 * Charts in which something is wrong in charts/: in folders and archives, at two depths, in several
 * files at once, or only in the values that the charts above give.
 */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Files } from '../../support/lint-cases/index.ts';
import { joined, TAR_END, tarEntry } from '../../support/tar.ts';
import { brokenFiles, maybe, schemaOf } from './broken-files.ts';

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

/** Values for a chart, and by it for the charts in it. */
const LEAVES = ['n: 1', 'n: x', 'n: null', 'n: 0', 'global: {n: x}', 'global: {n: 1}', 'm: {n: x}'];
const given = oneOf(
  ...LEAVES,
  ...['part: {n: 1}', 'part: {n: x}', 'part: {n: null}', 'part: null', 'part: none'],
  ...['deep: {n: 1}', 'deep: {n: x}', 'part: {deep: {n: x}}', 'part: {deep: {n: null}}'],
  ...[
    'part: {global: {n: x}}',
    'part_b: {n: x}',
    'on: false',
    'part: {on: false}',
    'tags: {t: false}',
  ],
);
const values = fc
  .uniqueArray(given, { maxLength: 3, selector: (line) => line.split(':')[0] as string })
  .map((lines): Files => ({ 'values.yaml': `${lines.join('\n')}\n` }));

/** How a chart declares the one in its charts/; some say nothing of it. */
const declaration = fc.oneof(
  { weight: 4, arbitrary: fc.constant([', version: 1.x']) },
  oneOf<string[]>(
    [],
    [', version: 2.x'],
    [', version: 1.x, alias: NAME_b'],
    [', version: 1.x', ', version: 1.x, alias: NAME_b'],
    [', version: 1.x, condition: on'],
    [', version: 1.x, condition: NAME.on'],
    [', version: 1.x, tags: [t]'],
  ),
);

const inner = (name: string, own: fc.Arbitrary<Files>): fc.Arbitrary<Files> =>
  fc
    .tuple(
      own,
      values,
      maybe(2, schemaOf),
      maybe(4, brokenFiles(name)),
      maybe(6, brokenFiles(name)),
    )
    .map((parts) => ({
      'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
      ...(Object.assign({}, ...parts) as Files),
    }));

/** A chart with another in its charts/, which it may declare. */
function holding(name: string, chart: fc.Arbitrary<Files>, head: string): fc.Arbitrary<Files> {
  return fc.tuple(chart, declaration, fc.boolean()).map(([files, declared, isArchive]) => ({
    'Chart.yaml': `${head}${declarations(name, declared)}`,
    ...(isArchive
      ? { [`charts/${name}-1.0.0.tgz`]: archive(name, files) }
      : below(`charts/${name}`, files)),
  }));
}

function declarations(name: string, declared: readonly string[]): string {
  const lines = declared.map((rest) => `- {name: ${name}${rest}, repository: ""}\n`);
  return lines.length === 0 ? '' : `dependencies:\n${lines.join('').replaceAll('NAME', name)}`;
}

function below(folder: string, files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]),
  );
}

/** A chart's `.tgz`. */
function archive(name: string, files: Files): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).flatMap(([path, content]) =>
    content === undefined ? [] : [tarEntry('0', `${name}/${path}`, bytesOf(content))],
  );
  return new Uint8Array(gzipSync(joined(...entries, TAR_END)));
}

function bytesOf(content: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

const deep = inner('deep', fc.constant({}));
const part = inner(
  'part',
  fc.oneof(fc.constant({}), holding('deep', deep, 'apiVersion: v2\nname: part\nversion: 1.0.0\n')),
);

const outermost = holding(
  'part',
  part,
  'apiVersion: v2\nname: sample\nversion: 1.2.3\nicon: https://example.com/i.svg\n',
);

/** Charts with charts in them, of which the outermost itself is mostly right. */
export const chartWithSubcharts: fc.Arbitrary<Files> = fc
  .tuple(outermost, values, maybe(3, schemaOf), maybe(3, fc.constant<Files>({ 'crds/.keep': '' })))
  .map((parts) => Object.assign({}, ...parts) as Files);

/** Charts of which several files are broken at once, in the chart itself and below. */
export const chartWithFaults: fc.Arbitrary<Files> = fc
  .tuple(
    outermost,
    maybe(1, schemaOf),
    ...[1, 1, 2, 3].map((weight) => maybe(weight, brokenFiles('sample'))),
  )
  .map((parts) => Object.assign({}, ...parts) as Files);
