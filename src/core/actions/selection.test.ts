import { describe, expect, it } from 'vitest';
import { createInlineCompute } from '../compute/inline.ts';
import type { SourceFile } from '../chart/files.ts';
import { chartsIn } from './selection.ts';

const compute = createInlineCompute();

const files = (...paths: string[]): SourceFile[] =>
  paths.map((path) => ({ path, blob: new Blob(['apiVersion: v2\nname: a\nversion: 1.0.0\n']) }));

const loose = (...names: string[]) => names.map((name) => new File([], name));

describe('chartsIn', () => {
  it('finds every chart of the folders, then the archives', async () => {
    const charts = await chartsIn({
      files: files('fleet/a/Chart.yaml', 'fleet/b/Chart.yaml', 'fleet/b/charts/c/Chart.yaml'),
      loose: loose('d-1.0.0.tgz', 'e-1.0.0.TAR.GZ', 'notes.txt'),
    });
    expect(charts.map(({ name }) => name)).toEqual([
      'fleet/a',
      'fleet/b',
      'd-1.0.0.tgz',
      'e-1.0.0.TAR.GZ',
    ]);
    expect(charts.map(({ source }) => source?.files.length)).toEqual([1, 2, undefined, undefined]);
  });

  it('knows the other charts of the selection by their path from each', async () => {
    const [a] = await chartsIn({
      files: files('fleet/a/Chart.yaml', 'fleet/b/Chart.yaml'),
      loose: [],
    });
    expect(a?.folder?.('../b')?.folder).toBe('b');
    expect(a?.folder?.('../c')).toBeUndefined();
    expect(a?.folder?.('../../../b')).toBeUndefined();
  });

  it('reads an archive with the .prov of its name', async () => {
    const [folder] = await chartsIn({ files: files('a/Chart.yaml'), loose: [] });
    const packed = await folder?.load(compute);
    const archive = new File([packed?.archive ?? new Blob()], 'a.tgz');
    const provenance = new File(['signed'], 'a.tgz.prov');
    const [alone] = await chartsIn({ files: [], loose: [archive] });
    const [signed, ...others] = await chartsIn({ files: [], loose: [provenance, archive] });
    expect((await alone?.load(compute))?.provenance).toBeUndefined();
    expect(await (await signed?.load(compute))?.provenance?.text()).toBe('signed');
    expect(others).toEqual([]);
  });

  it('reports a .prov whose archive was not chosen', async () => {
    const [lonely] = await chartsIn({ files: [], loose: loose('a-1.0.0.tgz.prov') });
    await expect(lonely?.load(compute)).rejects.toMatchObject({
      code: 'provenance.alone',
      data: { file: 'a-1.0.0.tgz.prov', archive: 'a-1.0.0.tgz' },
    });
  });

  it.each([
    ['a folder', { files: files('notes/a.txt'), loose: [] }, 'notes'],
    ['a file', { files: [], loose: loose('a.txt') }, 'a.txt'],
    ['nothing', { files: [], loose: [] }, ''],
  ])('says so where %s holds no chart', async (_, selection, folder) => {
    await expect(chartsIn(selection)).rejects.toMatchObject({
      code: 'folder.no-chart',
      data: { folder },
    });
  });
});
