import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { kept } from '../../tests/support/kept-charts.ts';
import { mount, stubLocks, TestDisk } from '../../tests/support/lightning-disk.ts';
import { Library } from '../core/library/library.ts';
import { LibraryStore } from '../core/library/store.ts';
import { announceChange } from '../worker/library-changes.ts';
import { LibraryPage } from './LibraryPage.svelte.ts';
import type { Services } from './services.ts';

let library: Library;
let page: LibraryPage;
let stop: () => void;
/** How often the whole list was read. */
let lists: number;

beforeEach(async () => {
  stubLocks();
  lists = 0;
  const store = new LibraryStore(mount(new TestDisk()), (work) => work(), announceChange);
  library = new Library(store);
  vi.spyOn(store, 'list').mockImplementation(() => {
    lists++;
    return LibraryStore.prototype.list.call(store);
  });
  page = new LibraryPage({
    library: () => Promise.resolve(library),
  } as Partial<Services> as Services);
  for (const name of ['a', 'b', 'c']) await keep(name);
  await page.load();
  stop = page.watch();
  lists = 0;
});

afterEach(() => stop());

const keep = (name: string) => kept(library, name, name);
const names = () => page.entries?.map(({ name }) => name);

async function shown(expected: string[]): Promise<void> {
  await expect.poll(() => names()).toEqual(expected);
  // Announcements that are still on their way come before this.
  await new Promise((resolve) => setTimeout(resolve, 400));
}

test('a hundred charts kept one after the other cost a few readings of the list', async () => {
  const more = Array.from({ length: 100 }, (_, i) => `more-${String(i).padStart(3, '0')}`);
  for (const name of more) await keep(name);
  await shown(['a', 'b', 'c', ...more]);
  // One, unless this machine was busy with other things in between.
  expect(lists).toBeLessThanOrEqual(3);
});

test('a removal and its undoing are seen at once, and cost one reading each', async () => {
  const entry = page.entries?.[1];
  if (!entry) throw new Error('nothing is listed');
  await page.remove(entry);
  expect(names()).toEqual(['a', 'c']);
  await shown(['a', 'c']);
  expect(lists).toBe(1);
  await page.undo();
  expect(names()).toEqual(['a', 'b', 'c']);
  await shown(['a', 'b', 'c']);
  expect(lists).toBe(2);
});

test('several are removed at once, and come back at once', async () => {
  const [a, , c] = page.entries ?? [];
  if (!a || !c) throw new Error('nothing is listed');
  await page.remove(a, c);
  expect(names()).toEqual(['b']);
  expect(page.removed.map(({ entry }) => entry.name)).toEqual(['a', 'c']);
  await page.undo();
  expect(names()).toEqual(['a', 'b', 'c']);
  expect(page.removed).toEqual([]);
});

test('a list that was begun before a removal doesn’t bring the chart back', async () => {
  const entry = page.entries?.[1];
  if (!entry) throw new Error('nothing is listed');
  const before = await library.list();
  let answer = (_: typeof before) => {};
  vi.spyOn(library, 'list').mockImplementationOnce(
    () => new Promise((resolve) => (answer = resolve)),
  );
  const loading = page.load();
  await page.remove(entry);
  answer(before);
  await loading;
  expect(names()).toEqual(['a', 'c']);
});
