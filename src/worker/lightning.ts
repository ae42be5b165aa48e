import FS from '@isomorphic-git/lightning-fs';
import type { LibraryFs } from '../core/library/fs.ts';
import { IdbFiles, type LightningDisk } from './idb-files.ts';

/** A file system of lightning-fs in the IndexedDB database `name`, created at first use. */
export function openLightning(name: string, files: LightningDisk = new IdbFiles(name)): LibraryFs {
  let made: FS.PromisifiedFS | undefined;
  const ready = async () => {
    // lightning-fs doesn't recover from a database that can't be opened, so this is tried first.
    await files.open();
    return (made ??= new FS(name, { db: files, defer: true }).promises);
  };
  return {
    readFile: async (path) => (await ready()).readFile(path),
    writeFile: async (path, bytes) => (await ready()).writeFile(path, bytes),
    mkdir: async (path) => (await ready()).mkdir(path),
    readdir: async (path) => (await ready()).readdir(path),
    unlink: async (path) => (await ready()).unlink(path),
    flush: async () => {
      await (await ready()).flush();
      files.requireSaved();
    },
  };
}
