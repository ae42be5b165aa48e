/** Walks folders on disk and lists the files of their charts. */
import type { Selection } from '../core/actions/selection.ts';
import type { SourceFile } from '../core/chart/files.ts';
import { parseIgnore, type IgnoreRules } from '../core/chart/ignore.ts';
import { ChartroomError } from '../core/errors.ts';
import type { DiskFile, DiskFolder } from './folders.ts';

/** The chart that a walk is in: its root folder and its .helmignore rules. */
interface Chart {
  root: string;
  rules: IgnoreRules | undefined;
}

/** What lies in these places now, with the way to read them anew. */
export async function readPlaces(places: readonly (DiskFile | DiskFolder)[]): Promise<Selection> {
  const selection: Selection = { files: [], loose: [], again: () => readPlaces(places) };
  await Promise.all(
    places.map(async (place) => {
      if (place.kind === 'file') selection.loose.push(await read(place, place.name));
      else selection.files.push(...(await walk(place, place.name)));
    }),
  );
  return selection;
}

/**
 * All files below a folder, each path starting with `path`. In a chart the folders that its
 * .helmignore leaves out are not entered: they may contain a whole git history or private files. An
 * empty file stands for such a folder.
 */
async function walk(folder: DiskFolder, path: string, chart?: Chart): Promise<SourceFile[]> {
  const inside = await folder.list().catch(unreadable(path));
  const here = chart ?? (await chartAt(inside, path));
  const below = await Promise.all(
    inside.map(async (place): Promise<SourceFile[]> => {
      const own = `${path}/${place.name}`;
      if (place.kind === 'file') return [{ path: own, blob: await read(place, own) }];
      if (here?.rules?.ignores(own.slice(here.root.length + 1), true)) {
        return [{ path: `${own}/not-entered`, blob: new Blob() }];
      }
      return walk(place, own, here);
    }),
  );
  return below.flat();
}

/**
 * The chart in a folder, if it is one. A faulty .helmignore is reported when the chart is packed.
 */
async function chartAt(
  inside: readonly (DiskFile | DiskFolder)[],
  root: string,
): Promise<Chart | undefined> {
  const files = inside.filter((place) => place.kind === 'file');
  if (!files.some(({ name }) => name === 'Chart.yaml')) return undefined;
  const ignore = files.find(({ name }) => name === '.helmignore');
  if (!ignore) return { root, rules: undefined };
  const file = await read(ignore, `${root}/.helmignore`);
  try {
    return { root, rules: parseIgnore(await file.text()) };
  } catch {
    return { root, rules: undefined };
  }
}

function read(file: DiskFile, path: string): Promise<File> {
  return file.read().catch(unreadable(path));
}

function unreadable(path: string) {
  return (cause: unknown): never => {
    throw new ChartroomError('file.unreadable', { path }, { cause });
  };
}
