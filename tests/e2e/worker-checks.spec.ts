import { packArchive } from '../../src/core/chart/archive.ts';
import { SEVERITIES, type FindingCode } from '../../src/core/lint/codes.ts';
import { digestOf } from '../../src/core/oci/digest.ts';
import { CLEAN, chartFiles, LINT_CASES, type Files } from '../support/lint-cases/index.ts';
import { provenanceText } from '../support/provenance.ts';
import { expect, test } from './harness/harness.ts';

/** A file as it crosses to the page; of large files, which hold nothing but zeros, only the size. */
interface Sent {
  path: string;
  base64?: string;
  size: number;
}

const LARGE = 1_000_000;

const sent = (files: Files): Sent[] =>
  chartFiles(files).map(({ path, bytes }) => ({
    path,
    size: bytes.length,
    ...(bytes.length < LARGE && { base64: Buffer.from(bytes).toString('base64') }),
  }));

test('the checks in the worker find every code at least once', async ({ page }) => {
  const found = await page.evaluate(
    async (charts) => {
      const { compute } = harness;
      const blobOf = ({ base64, size }: (typeof charts)[number][number]) =>
        base64 === undefined
          ? new Blob([new Uint8Array(size)])
          : new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))]);
      const codes: string[][] = [];
      for (const files of charts) {
        const source = {
          folder: 'sample',
          files: files.map((file) => ({ path: file.path, blob: blobOf(file) })),
        };
        const chart = await compute.packFolder(source).catch(() => undefined);
        const findings = chart ? compute.check(chart) : compute.checkFolder(source);
        codes.push((await findings).map(({ code }) => code).sort());
      }
      return codes;
    },
    LINT_CASES.map(({ files }) => sent(files)),
  );
  for (const [i, codes] of found.entries()) {
    const { name, found: expected } = LINT_CASES[i] ?? { name: '', found: [] };
    expect(codes, name).toEqual(expected.map(({ code }) => code).sort());
  }
  const missed = new Set(Object.keys(SEVERITIES));
  for (const code of found.flat()) missed.delete(code);
  // Those that only archives can cause are in the next test. That checks haven't finished is found
  // where the worker is ended; a template without an end takes seconds to be told.
  const elsewhere = [
    ...['file.repeated', 'archive.loose-end'],
    ...['checks.unfinished', 'template.unfinished'],
  ];
  expect([...missed].filter((code) => !/^provenance\./.test(code)).sort()).toEqual(
    elsewhere.sort(),
  );
});

test('the checks in the worker find what only archives can cause', async ({ page }) => {
  const files = chartFiles({});
  const archive = packArchive('sample', [
    ...files,
    ...chartFiles({ 'values.yaml': 'replicas: 2\n' }),
  ]);
  const digest = await digestOf(archive);
  const name = 'sample-1.2.3.tgz';
  const chartYaml = CLEAN['Chart.yaml'];
  const cases: [FindingCode[], string | undefined][] = [
    [[], undefined],
    [[], provenanceText(chartYaml, { [name]: digest })],
    [['provenance.unreadable'], 'files: {}'],
    [
      ['provenance.archive-differs'],
      provenanceText(chartYaml, { [name]: `sha256:${'0'.repeat(64)}` }),
    ],
    [['provenance.archive-not-listed'], provenanceText(chartYaml, { 'other.tgz': digest })],
    [['provenance.metadata-differs'], provenanceText(`${chartYaml}home: x\n`, { [name]: digest })],
  ];
  const base64 = Buffer.from(await archive.arrayBuffer()).toString('base64');
  const found = await page.evaluate(
    async ({ base64, texts }) => {
      const { compute } = harness;
      const archive = new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))]);
      const codes: string[][] = [];
      for (const text of texts) {
        const provenance = text === undefined ? undefined : new Blob([text]);
        const chart = await compute.readArchive(archive, { provenance });
        codes.push((await compute.check(chart)).map(({ code }) => code));
      }
      return codes;
    },
    { base64, texts: cases.map(([, text]) => text) },
  );
  const repeated = files.map(() => 'file.repeated');
  expect(found).toEqual(cases.map(([codes]) => [...repeated, ...codes]));
});

test('the checks in the worker find what follows an archive’s end', async ({ page }) => {
  const archive = new Blob([packArchive('sample', chartFiles({})), new Uint8Array(3)]);
  const base64 = Buffer.from(await archive.arrayBuffer()).toString('base64');
  const codes = await page.evaluate(async (base64) => {
    const archive = new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))]);
    const chart = await harness.compute.readArchive(archive);
    return (await harness.compute.check(chart)).map(({ code }) => code);
  }, base64);
  expect(codes).toEqual(['archive.loose-end']);
});

test('the checks of an archive whose chart can’t be loaded say all that is wrong with it, and nothing where it is a folder too deep', async ({
  page,
}) => {
  const archive = packArchive(
    'sample',
    chartFiles({ 'Chart.yaml': CLEAN['Chart.yaml'].replace('1.2.3', 'x'), 'values.yaml': '- a\n' }),
  );
  const deep = packArchive('.', [{ path: 'sample/Chart.yaml', bytes: new Uint8Array() }]);
  const archives = await Promise.all(
    [archive, deep, new Blob(['no archive'])].map(async (blob) =>
      Buffer.from(await blob.arrayBuffer()).toString('base64'),
    ),
  );
  const codes = await page.evaluate(
    (archives) =>
      Promise.all(
        archives.map(async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
          const findings = await harness.compute.checkArchive(new Blob([bytes]));
          return findings.map(({ code }) => code).sort();
        }),
      ),
    archives,
  );
  expect(codes).toEqual([['chart.version-invalid', 'values.unreadable'], [], []]);
});
