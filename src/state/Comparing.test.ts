import { beforeEach, describe, expect, it } from 'vitest';
import { chart, folder, servicesWith } from '../../tests/support/publishing.ts';
import { held } from '../core/actions/publish.ts';
import type { SourceFile } from '../core/chart/files.ts';
import { createInlineCompute } from '../core/compute/inline.ts';
import { copy } from '../core/content/copy.ts';
import { MemoryTarget } from '../core/content/memory.ts';
import type { FindChosen } from './CompareSide.svelte.ts';
import { Comparing } from './Comparing.svelte.ts';

const compute = createInlineCompute();

async function packed(files: SourceFile[]) {
  const own = files.map(({ path, blob }) => ({ path: path.slice(path.indexOf('/') + 1), blob }));
  return compute.packFolder({ folder: 'sloop', files: own });
}

const older = () => packed(chart('sloop'));
const newer = () => packed([...chart('sloop'), ...folder('sloop', { 'a.txt': 'new\n' })]);

const PLACE = 'r.example/fleet/sloop';
let repository: MemoryTarget;
let digest: string;
/** How often a manifest was fetched. */
let fetched: number;

class Counting extends MemoryTarget {
  override fetchManifest(...args: Parameters<MemoryTarget['fetchManifest']>) {
    fetched++;
    return super.fetchManifest(...args);
  }
}

beforeEach(async () => {
  repository = new Counting();
  fetched = 0;
  for (const [tag, content] of [
    ['1.0.0', await older()],
    ['1.1.0', await newer()],
  ] as const) {
    const { source, name } = await held(await compute.assemble(content, 'helm'));
    await copy(source, name, repository, tag);
    digest = name;
  }
});

const nothingChosen: FindChosen = () => Promise.resolve(undefined);

function comparing(before: string, after: string, chosen = nothingChosen) {
  return new Comparing(before, after, services(), chosen);
}

function services() {
  return servicesWith(new Map([[PLACE, repository]]));
}

describe('two charts', () => {
  it('are compared wherever they are: by tag, by digest, on disk', async () => {
    for (const after of [`${PLACE}:1.1.0`, `${PLACE}@${digest}`, 'folder:sloop']) {
      const both = comparing(`${PLACE}:1.0.0`, after, newer);
      await both.load();
      expect(both.comparison?.files).toMatchObject([{ state: 'added', after: 'a.txt' }]);
      const place = { after: { within: [], path: 'a.txt' } };
      expect(await both.file(place)).toMatchObject({ before: '', after: 'new\n' });
      expect(both.file(place)).toBe(both.file(place));
    }
  });

  it('are compared with one in the library', async () => {
    const all = services();
    const kept = 'r.example/fleet/sloop:1.1.0';
    await copy(repository, '1.1.0', await all.library(), kept);
    const both = new Comparing(`library:${kept}`, `${PLACE}:1.1.0`, all, nothingChosen);
    await both.load();
    expect(both.comparison?.same).toBe(true);
  });

  it('change sides without being fetched again; another one is fetched', async () => {
    const both = comparing(`${PLACE}:1.0.0`, `${PLACE}:1.1.0`);
    await both.load();
    const before = fetched;
    await both.take(`${PLACE}:1.1.0`, `${PLACE}:1.0.0`);
    expect(fetched).toBe(before);
    expect(both.comparison?.files).toMatchObject([{ state: 'removed', before: 'a.txt' }]);
    await both.take(`${PLACE}@${digest}`, `${PLACE}:1.0.0`);
    expect(fetched).toBeGreaterThan(before);
  });

  it('wait for a folder that this tab doesn’t have, and a side that fails leaves the other', async () => {
    const both = comparing('folder:sloop', `${PLACE}:9.9.9`);
    await both.load();
    expect(both.before.unchosen).toBe(true);
    expect(both.after.error?.code).toBe('tag.not-found');
    expect(both.comparison).toBeUndefined();
    await both.before.choose({ files: chart('sloop'), loose: [] });
    expect(both.before.chart?.metadata.name).toBe('sloop');
    await both.take('folder:sloop', `${PLACE}:1.1.0`);
    expect(both.comparison?.files).toMatchObject([{ state: 'added' }]);
  });
});
