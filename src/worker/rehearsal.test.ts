import { describe, it } from 'vitest';
import { createInlineCompute } from '../core/compute/inline.ts';
import { serviceOf } from './compute-service.ts';
import { rehearsal } from './rehearsal.ts';

describe('the rehearsal of a compute worker', () => {
  it('packs a chart', async ({ expect }) => {
    const chart = await createInlineCompute().packFolder(rehearsal());
    expect(chart.metadata.name).toBe('rehearsal');
    expect(chart.files.map(({ path }) => path)).toEqual([
      'Chart.yaml',
      'values.yaml',
      '.helmignore',
    ]);
  });

  it('leaves the files alone that were received for a folder', async ({ expect }) => {
    const service = serviceOf(createInlineCompute(), () => Promise.resolve());
    const { folder, files } = rehearsal();
    await service.receive(files.slice(0, 2), 0);
    await service.rehearse();
    const source = { folder, files: files.slice(2) };
    const chart = await service.packFolder(source, { received: 2 });
    expect(chart.files).toHaveLength(files.length);
  });
});
